package io.bactrian.resilience;

import java.time.Duration;

/**
 * How the open interval of a flapping breaker grows.
 *
 * @param multiplier factor by which each opening in a row is longer than the one before
 * @param longest longest time in OPEN, where it is longer than the first
 */
public record OpenIntervalGrowth(float multiplier, Duration longest) {}
