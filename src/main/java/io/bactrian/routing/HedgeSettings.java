package io.bactrian.routing;

import java.time.Duration;
import java.util.Optional;

/**
 * When a second attempt is made beside a slow first one.
 *
 * @param enabled whether that is done at all
 * @param delay time without an answer or first content before it is; empty for the 95th percentile
 *     of the model's recent ones
 * @param minimumDelay that percentile counts as at least this
 * @param budgetPercent second attempts, in percent of a model's calls
 */
public record HedgeSettings(
    boolean enabled, Optional<Duration> delay, Duration minimumDelay, float budgetPercent) {}
