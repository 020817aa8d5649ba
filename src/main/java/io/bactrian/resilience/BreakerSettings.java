package io.bactrian.resilience;

import java.time.Duration;
import java.util.Optional;

/**
 * How one circuit breaker judges its target, in Resilience4j's terms.
 *
 * @param windowSize calls in the sliding window, where it is one of calls
 * @param minimumCalls calls before any rate is judged
 * @param failureRate percent of failed calls that opens it
 * @param slowCallDuration a call that takes longer is slow
 * @param slowCallRate percent of slow calls that opens it
 * @param openDuration time in OPEN before probes are let through, the first time
 * @param halfOpenCalls probes in HALF_OPEN, all of which must succeed to close it
 * @param growth how that time grows while the breaker opens again and again
 * @param windowDuration length of the sliding window in whole seconds, where it is one of time
 */
public record BreakerSettings(
    int windowSize,
    int minimumCalls,
    float failureRate,
    Duration slowCallDuration,
    float slowCallRate,
    Duration openDuration,
    int halfOpenCalls,
    OpenIntervalGrowth growth,
    Optional<Duration> windowDuration) {

  /** Settings of a breaker that judges its last calls and is open as long every time. */
  public BreakerSettings(
      int windowSize,
      int minimumCalls,
      float failureRate,
      Duration slowCallDuration,
      float slowCallRate,
      Duration openDuration,
      int halfOpenCalls) {
    this(
        windowSize,
        minimumCalls,
        failureRate,
        slowCallDuration,
        slowCallRate,
        openDuration,
        halfOpenCalls,
        new OpenIntervalGrowth(1, openDuration),
        Optional.empty());
  }
}
