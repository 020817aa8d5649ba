package io.bactrian.strategy.scoreboard;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a canary may do.
 *
 * @param window over which calls are counted
 * @param minimumCalls fewer judge nothing
 * @param maxErrorPercent of its calls that it may leave unanswered
 * @param maxLatencyRatio of its 95th percentile to that of the model that it stands beside
 */
public record CanaryBounds(
    Duration window, int minimumCalls, double maxErrorPercent, double maxLatencyRatio) {

  private static final int PERCENTILE = 95;

  /**
   * A bound that was passed.
   *
   * @param bound {@code errors} or {@code latency}
   * @param found one sentence with the numbers
   */
  record Breach(String bound, String found) {}

  Optional<Breach> breach(Tally canary, Tally rival) {
    if (canary.calls() < minimumCalls) {
      return Optional.empty();
    }
    if (canary.failurePercent() > maxErrorPercent) {
      return breach(
          "errors",
          "%d of %d calls were not answered, %.1f %%; allowed: %s %%",
          canary.failures(),
          canary.calls(),
          canary.failurePercent(),
          maxErrorPercent);
    }
    boolean comparable =
        canary.latencies().count() >= minimumCalls && rival.latencies().count() >= minimumCalls;
    return comparable ? slower(millis(canary), millis(rival)) : Optional.empty();
  }

  private Optional<Breach> slower(long canary, long rival) {
    return canary > maxLatencyRatio * rival
        ? breach(
            "latency",
            "95 %% of answers within %d ms, of the other model within %d ms; allowed: %s times",
            canary,
            rival,
            maxLatencyRatio)
        : Optional.empty();
  }

  private static long millis(Tally tally) {
    return tally.latencies().percentile(PERCENTILE).orElseThrow().toMillis();
  }

  private static Optional<Breach> breach(String bound, String format, Object... values) {
    return Optional.of(new Breach(bound, String.format(Locale.ROOT, format, values)));
  }
}
