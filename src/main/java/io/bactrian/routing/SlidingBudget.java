package io.bactrian.routing;

import java.util.function.LongSupplier;

/**
 * Extra work as a share of the work of the last ten seconds, with a minimum for quiet times. Safe
 * for any number of threads.
 */
final class SlidingBudget {

  static final int SECONDS = 10;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final double share;
  private final long minimum;
  private final LongSupplier nanoClock;
  private final long[] work = new long[SECONDS];
  private final long[] extra = new long[SECONDS];
  private long workSum;
  private long extraSum;
  private long newest;

  /**
   * @param percent extra work per work
   * @param minimumPerSecond allowed in any case, over the ten seconds together
   */
  SlidingBudget(double percent, int minimumPerSecond, LongSupplier nanoClock) {
    this.share = percent / 100;
    this.minimum = (long) minimumPerSecond * SECONDS;
    this.nanoClock = nanoClock;
    this.newest = second();
  }

  /** Some work, of which a share may be done again. */
  synchronized void deposit() {
    slide();
    work[slot(newest)]++;
    workSum++;
  }

  /** Takes one piece of extra work; false, and nothing taken, when there is none left. */
  synchronized boolean withdraw() {
    slide();
    if (extraSum + 1 > Math.max(minimum, share * workSum)) {
      return false;
    }
    extra[slot(newest)]++;
    extraSum++;
    return true;
  }

  private void slide() {
    long now = second();
    for (long gone = Math.max(newest + 1, now - SECONDS + 1); gone <= now; gone++) {
      int slot = slot(gone);
      workSum -= work[slot];
      extraSum -= extra[slot];
      work[slot] = 0;
      extra[slot] = 0;
    }
    newest = Math.max(newest, now);
  }

  private long second() {
    return Math.floorDiv(nanoClock.getAsLong(), SECOND_NANOS);
  }

  private static int slot(long second) {
    return Math.floorMod(second, SECONDS);
  }
}
