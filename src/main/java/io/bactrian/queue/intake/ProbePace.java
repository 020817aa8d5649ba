package io.bactrian.queue.intake;

import java.time.Duration;

/** When the next probe may go: one second after the first that failed, then more, up to five. */
final class ProbePace {

  private static final Duration FIRST = Duration.ofSeconds(1);

  /** The breakers themselves wait for longer each time; recovery must be seen soon after. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Duration interval = FIRST;
  private long notBefore;
  private boolean waiting;

  boolean isDue(long nowNanos) {
    return !waiting || nowNanos - notBefore >= 0;
  }

  void failed(long nowNanos) {
    notBefore = nowNanos + interval.toNanos();
    waiting = true;
    Duration doubled = interval.multipliedBy(2);
    interval = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  void reset() {
    interval = FIRST;
    waiting = false;
  }
}
