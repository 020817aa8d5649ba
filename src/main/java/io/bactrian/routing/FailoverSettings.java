package io.bactrian.routing;

import java.time.Duration;

/**
 * The bounds of one call's walk over its targets.
 *
 * @param maxAttempts attempts of one call in all
 * @param attemptsPerTarget attempts at the same target
 * @param sameTargetFirst whether they are made before another target is tried, or only when no
 *     other is left
 * @param multiRegion whether targets in other regions than the first may be tried
 * @param callTimeout longest that one attempt may take
 * @param minimumBudget no attempt starts when less than this is left until the deadline
 */
public record FailoverSettings(
    int maxAttempts,
    int attemptsPerTarget,
    boolean sameTargetFirst,
    boolean multiRegion,
    Duration callTimeout,
    Duration minimumBudget) {}
