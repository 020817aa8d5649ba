package io.bactrian.store;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/** Makes the circuit breaker around a store. */
public final class StoreBreaker {

  private static final int MINIMUM_CALLS = 5;
  private static final int PROBES = 2;

  private StoreBreaker() {}

  /**
   * A breaker of that name. It leaves OPEN only when somebody asks the store: while there is no
   * connection nobody does, so an outage is one change to OPEN and not one for every probe.
   */
  public static CircuitBreaker create(
      CircuitBreakerRegistry registry, String name, RedisSettings.Judgement judgement) {
    return registry.circuitBreaker(
        name,
        CircuitBreakerConfig.custom()
            .slidingWindowSize(judgement.windowSize())
            .minimumNumberOfCalls(Math.min(MINIMUM_CALLS, judgement.windowSize()))
            .failureRateThreshold(judgement.failureRate())
            .waitDurationInOpenState(judgement.openDuration())
            .permittedNumberOfCallsInHalfOpenState(PROBES)
            .writableStackTraceEnabled(false)
            .build());
  }
}
