package io.bactrian.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long one breaker stays open. Each opening that follows too soon on the last closing is longer
 * than the one before, so that a flapping target is tried ever more seldom. Too soon is before
 * twice the last interval has passed; then all begins anew. A failed probe repeats the interval and
 * does not lengthen it: probes are few, and a single outage, long as it may last, must not be
 * followed by a wait that is longer still. Safe for any number of threads.
 */
final class OpenInterval {

  /** An opening that has been decided upon, but not yet happened. */
  private record Opening(int number, Instant until) {}

  private final BreakerSettings settings;
  private final InstantSource clock;
  private final Spread spread;
  private Opening next;
  private Instant until;
  private Instant closedSince;
  private int openings;

  /** {@code random} gives numbers in [0, 1): replicas must not probe together. */
  OpenInterval(BreakerSettings settings, InstantSource clock, DoubleSupplier random) {
    this.settings = settings;
    this.clock = clock;
    this.spread = new Spread(random);
  }

  /**
   * Milliseconds for which the breaker is about to open. Nothing is counted yet: Resilience4j may
   * ask again when several threads change the state at once, and takes the last answer.
   */
  synchronized long ask() {
    int number = nextNumber();
    double millis = spread.over(lengthOf(number).toMillis());
    Duration length = Duration.ofMillis(Math.max(1, Math.round(millis)));
    next = new Opening(number, clock.instant().plus(length));
    return length.toMillis();
  }

  /** Says that the next opening is the one of another process, or of this one's past. */
  synchronized void adopt(Instant otherUntil, int number) {
    next = new Opening(number, otherUntil);
  }

  /** Looks at the state after each change; threads may tell of changes in any order. */
  synchronized void observe(State state) {
    if (state == State.OPEN && next != null) {
      until = next.until();
      openings = next.number();
      next = null;
    }
    if (state != State.OPEN) {
      until = null;
    }
    closedSince = state == State.CLOSED ? clock.instant() : null;
  }

  /** An operator has reset the breaker: what was is forgotten. */
  synchronized void forget() {
    openings = 0;
    closedSince = null;
  }

  /** When probes are let through; empty when the breaker is not open, or open by hand. */
  synchronized Optional<Instant> until() {
    return Optional.ofNullable(until);
  }

  /** How often in a row it has opened; 0 when it never has. */
  synchronized int openings() {
    return openings;
  }

  private int nextNumber() {
    if (closedSince == null) {
      return Math.max(1, openings);
    }
    Instant stable = closedSince.plus(lengthOf(openings).multipliedBy(2));
    return clock.instant().isBefore(stable) ? openings + 1 : 1;
  }

  private Duration lengthOf(int number) {
    double first = settings.openDuration().toMillis();
    double longest = Math.max(first, settings.growth().longest().toMillis());
    double grown = first * Math.pow(settings.growth().multiplier(), Math.max(0, number - 1));
    return Duration.ofMillis(Math.round(Math.min(grown, longest)));
  }
}
