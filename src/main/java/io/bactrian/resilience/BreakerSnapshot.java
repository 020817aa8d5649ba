package io.bactrian.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be known of one target's breaker, now, to bring another one to the same state.
 *
 * @param name {@code <region>/<model alias>}
 * @param openUntil when it lets probes through; empty unless it is OPEN and judged so itself
 * @param openings how often in a row it has opened, 0 when it never has; 2 and more: it flaps
 * @param lastChange when it came to its state
 */
public record BreakerSnapshot(
    String name, State state, Optional<Instant> openUntil, int openings, Instant lastChange) {}
