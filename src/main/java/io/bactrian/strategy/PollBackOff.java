package io.bactrian.strategy;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait after polls that failed: a second doubled, never more than an interval. */
final class PollBackOff {

  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 300_000;
  private static final int MOST_DOUBLINGS = 10;

  private final long longestMillis;
  private final DoubleSupplier random;
  private int failures;

  PollBackOff(Duration interval, DoubleSupplier random) {
    this.longestMillis = Math.min(interval.toMillis(), LONGEST_MILLIS);
    this.random = random;
  }

  void answered() {
    failures = 0;
  }

  /** From half of it to all of it, so that a fleet does not come back at once. */
  Duration failed() {
    long doubled = FIRST_MILLIS << Math.min(failures++, MOST_DOUBLINGS);
    long most = Math.min(doubled, longestMillis);
    return Duration.ofMillis(Math.round(most * (1 + random.getAsDouble()) / 2));
  }
}
