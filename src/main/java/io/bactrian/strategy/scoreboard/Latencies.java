package io.bactrian.strategy.scoreboard;

import java.time.Duration;
import java.util.Optional;

/**
 * A histogram of times. Its buckets grow by a twelfth, so that a percentile is told within 5 %, and
 * take no more room for many calls than for one.
 */
public final class Latencies {

  private static final double GROWTH = Math.log(13.0 / 12.0);
  private static final double SHORTEST_NANOS = 100_000;
  private static final int BUCKETS = 220;

  private final int[] counts = new int[BUCKETS];
  private long total;

  void add(long nanos) {
    counts[bucket(nanos)]++;
    total++;
  }

  void addAll(Latencies other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  long count() {
    return total;
  }

  /** The time that {@code percent} of the calls took no longer than; empty without calls. */
  public Optional<Duration> percentile(int percent) {
    long rank = Math.max(1, (total * percent + 99) / 100);
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Optional.of(Duration.ofNanos(middle(i)));
      }
    }
    return Optional.empty();
  }

  private static int bucket(long nanos) {
    double grown = Math.log(Math.max(nanos, SHORTEST_NANOS) / SHORTEST_NANOS) / GROWTH;
    return Math.min((int) grown, BUCKETS - 1);
  }

  private static long middle(int bucket) {
    return (long) (SHORTEST_NANOS * Math.exp((bucket + 0.5) * GROWTH));
  }
}
