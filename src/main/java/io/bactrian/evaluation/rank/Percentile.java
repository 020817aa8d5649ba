package io.bactrian.evaluation.rank;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Percentiles by the nearest rank: the least value that at least this share does not exceed. */
final class Percentile {

  private Percentile() {}

  /**
   * @return zero for no values
   */
  static Duration of(List<Duration> values, double share) {
    return values.isEmpty()
        ? Duration.ZERO
        : values.stream().sorted().skip(index(values.size(), share)).findFirst().orElseThrow();
  }

  static double of(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[index(sorted.length, share)];
  }

  private static int index(int size, double share) {
    return Math.max(0, (int) Math.ceil(share * size) - 1);
  }
}
