package io.bactrian.routing;

import java.time.Duration;

/**
 * How often, and how soon, a call may trouble targets that fail.
 *
 * @param backOff longest wait before the second attempt at a target; doubles with each further one
 * @param backOffMax longest such wait of all
 * @param budgetPercent extra attempts at failing targets, in percent of a model's calls
 * @param budgetMinimum such attempts per second that are allowed however few calls there are
 * @param healthyBelow percent of failed attempts below which a target is not failing: extra
 *     attempts there are free
 */
public record RetrySettings(
    Duration backOff,
    Duration backOffMax,
    float budgetPercent,
    int budgetMinimum,
    float healthyBelow) {}
