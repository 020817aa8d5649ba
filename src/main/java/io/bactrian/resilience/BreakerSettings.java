package io.bactrian.resilience;

import java.time.Duration;

/**
 * How one circuit breaker judges its target, in Resilience4j's terms.
 *
 * @param windowSize calls in the sliding window
 * @param minimumCalls calls before any rate is judged
 * @param failureRate percent of failed calls that opens it
 * @param slowCallDuration a call that takes longer is slow
 * @param slowCallRate percent of slow calls that opens it
 * @param openDuration time in OPEN before probes are let through
 * @param halfOpenCalls probes in HALF_OPEN, all of which must succeed to close it
 */
public record BreakerSettings(
    int windowSize,
    int minimumCalls,
    float failureRate,
    Duration slowCallDuration,
    float slowCallRate,
    Duration openDuration,
    int halfOpenCalls) {}
