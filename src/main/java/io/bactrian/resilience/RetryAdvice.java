package io.bactrian.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.time.InstantSource;

/** When it may help to ask again: the soonest moment at which some target may be tried. */
public final class RetryAdvice {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final TargetPool pool;
  private final Breakers breakers;
  private final InstantSource clock;

  public RetryAdvice(TargetPool pool, Breakers breakers, InstantSource clock) {
    this.pool = pool;
    this.breakers = breakers;
    this.clock = clock;
  }

  /** Whole seconds for {@code Retry-After}, from 1 to 300. */
  public long seconds() {
    Duration soonest =
        pool.all().stream().map(this::untilUsable).min(Duration::compareTo).orElse(LONGEST);
    return Math.clamp(soonest.plusMillis(999).toSeconds(), 1, LONGEST.toSeconds());
  }

  /** Time until the breaker lets probes through; zero when it is not open. */
  public Duration untilProbe(TargetHealth health) {
    return breakers
        .snapshot(health.breaker().getName())
        .flatMap(BreakerSnapshot::openUntil)
        .map(until -> Duration.between(clock.instant(), until))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  private Duration untilUsable(TargetHealth health) {
    if (health.drained() || health.breaker().getState() == State.FORCED_OPEN) {
      return LONGEST;
    }
    Duration probe = untilProbe(health);
    Duration cooled = health.coolingLeft();
    return probe.compareTo(cooled) > 0 ? probe : cooled;
  }
}
