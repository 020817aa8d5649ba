package io.bactrian.evaluation.rank;

/**
 * What counts how much in the overall score.
 *
 * @param quality share of quality, {@code latency} that of the latency score; together 1
 * @throws IllegalArgumentException when they are not
 */
public record Weights(double quality, double latency) {

  public static final Weights DEFAULT = new Weights(0.7, 0.3);

  private static final double ROUNDING = 1e-9;

  public Weights {
    if (!(quality >= 0 && latency >= 0 && Math.abs(quality + latency - 1) < ROUNDING)) {
      throw new IllegalArgumentException(
          "weights of quality and latency must be 0 or more and 1 together, not "
              + quality
              + " and "
              + latency);
    }
  }

  double overall(double qualityMean, double latencyScore) {
    return quality * qualityMean + latency * latencyScore;
  }
}
