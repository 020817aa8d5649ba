package io.bactrian.routing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a target's last fifty attempts came to, in one number: their outcomes as bits, a failure
 * set, and above them how many there are. Safe for any number of threads, without a lock.
 */
final class RecentOutcomes {

  private static final int MOST = 50;
  private static final int FEWEST = 5;
  private static final long MINUTE = 60_000_000_000L;
  private static final long BITS = (1L << MOST) - 1;

  private final AtomicLong outcomes = new AtomicLong();
  private volatile long forgottenNanos;
  private volatile boolean forgotten;

  /** {@code beganNanos}: attempts from before it was told to forget say nothing any more. */
  void add(boolean failed, long beganNanos) {
    if (forgotten && beganNanos - forgottenNanos < 0) {
      return;
    }
    outcomes.updateAndGet(
        old -> {
          long count = Math.min((old >>> MOST) + 1, MOST);
          return count << MOST | (old << 1 | (failed ? 1 : 0)) & BITS;
        });
  }

  /**
   * The target is taken for healthy anew, until some attempts say otherwise; once a minute at most,
   * or one that flaps would always seem healthy.
   */
  void forget(long nowNanos) {
    if (forgotten && nowNanos - forgottenNanos < MINUTE) {
      return;
    }
    forgottenNanos = nowNanos;
    forgotten = true;
    outcomes.set(0);
  }

  /** Whether fewer than that many percent failed; so it is while there are hardly any. */
  boolean failedLessThan(float percent) {
    long seen = outcomes.get();
    long count = seen >>> MOST;
    return count < FEWEST || Long.bitCount(seen & BITS) * 100 < percent * count;
  }
}
