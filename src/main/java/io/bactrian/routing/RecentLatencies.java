package io.bactrian.routing;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The 95th percentile of the last 512 latencies, worked out anew after every 32, so that a call
 * costs next to nothing. Safe for any number of threads.
 */
final class RecentLatencies {

  private static final int MOST = 512;
  private static final int REFRESH = 32;
  private static final double PERCENTILE = 0.95;
  private static final long UNKNOWN = -1;

  private final AtomicLongArray nanos = new AtomicLongArray(MOST);
  private final AtomicLong count = new AtomicLong();
  private volatile long percentile = UNKNOWN;

  void add(long latencyNanos) {
    long before = count.getAndIncrement();
    nanos.set((int) (before % MOST), latencyNanos);
    if ((before + 1) % REFRESH == 0) {
      percentile = percentile((int) Math.min(before + 1, MOST));
    }
  }

  /** In nanoseconds; empty until 32 are known. */
  Optional<Long> percentile() {
    long known = percentile;
    return known == UNKNOWN ? Optional.empty() : Optional.of(known);
  }

  private long percentile(int size) {
    long[] sorted = new long[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = nanos.get(i);
    }
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(size * PERCENTILE) - 1];
  }
}
