package io.bactrian.resilience;

import java.time.Duration;

/**
 * How long a target is left alone.
 *
 * @param throttled first pause after throttling; doubles while it goes on
 * @param throttledMax longest pause after throttling
 * @param quotaExhausted pause when a daily quota is used up
 * @param setAside pause of a misconfigured target
 * @param failed pause after any failure that the breaker counts; zero for none
 */
public record CoolDownSettings(
    Duration throttled,
    Duration throttledMax,
    Duration quotaExhausted,
    Duration setAside,
    Duration failed) {}
