package io.bactrian.state;

import java.time.Duration;

/** When a view is worth writing, and how long it is worth keeping. Used by one thread. */
final class WritePolicy {

  /** Scores change with every call, and are not worth a write for each. */
  private static final Duration SCORES_AFTER = Duration.ofSeconds(10);

  /** A view of a running gateway never expires. */
  private static final Duration REFRESH_AFTER = Duration.ofMinutes(1);

  private static final Duration SHORTEST_LIFE = Duration.ofMinutes(10);
  private static final Duration LIFE_OF_OPERATORS_ACTS = Duration.ofDays(30);
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private int failuresInARow;

  boolean isDue(StateView last, StateView now, boolean shared) {
    long age = now.written() - last.written();
    return last.written() == 0
        || !now.targets().equals(last.targets())
        || age >= SCORES_AFTER.toMillis() && !now.scores().equals(last.scores())
        || shared && age >= REFRESH_AFTER.toMillis()
        // The clock was set back: until it has caught up nothing above would be due.
        || age < 0;
  }

  /** Until when something in the view means something, in epoch milliseconds. */
  long expires(StateView view) {
    long expires = view.written() + SHORTEST_LIFE.toMillis();
    for (StateView.Target target : view.targets().values()) {
      if (target.drained() || target.breaker() != null && target.breaker().until() == 0) {
        expires = Math.max(expires, view.written() + LIFE_OF_OPERATORS_ACTS.toMillis());
      }
      if (target.breaker() != null) {
        expires = Math.max(expires, target.breaker().until() + MARGIN.toMillis());
      }
      if (target.cooling() != null) {
        expires = Math.max(expires, target.cooling().until() + MARGIN.toMillis());
      }
    }
    return expires;
  }

  void answered() {
    failuresInARow = 0;
  }

  void failed() {
    failuresInARow++;
  }

  int failuresInARow() {
    return failuresInARow;
  }
}
