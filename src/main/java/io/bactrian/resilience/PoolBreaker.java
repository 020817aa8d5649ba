package io.bactrian.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;

/**
 * The circuit breaker around the whole pool. It judges no call itself: it is open exactly while no
 * target is usable, so it can never outlive the trouble of its targets. An operator's FORCED_OPEN
 * or DISABLED is left as it is.
 */
public final class PoolBreaker {

  /** Name of the pool's breaker in metrics, JMX and the operations API. */
  public static final String NAME = "bedrock";

  private final CircuitBreaker breaker;
  private final TargetPool pool;

  public PoolBreaker(CircuitBreaker breaker, TargetPool pool) {
    this.breaker = breaker;
    this.pool = pool;
  }

  /** The breaker itself, which ignores every call: only {@link #refresh()} moves it. */
  public static CircuitBreaker create(CircuitBreakerRegistry registry) {
    return registry.circuitBreaker(
        NAME,
        CircuitBreakerConfig.custom()
            .ignoreException(failure -> true)
            .minimumNumberOfCalls(Integer.MAX_VALUE)
            .waitDurationInOpenState(Duration.ofDays(365))
            .writableStackTraceEnabled(false)
            .build());
  }

  public CircuitBreaker breaker() {
    return breaker;
  }

  /** Brings the breaker in line with the targets; called whenever one of them may have changed. */
  public synchronized void refresh() {
    State state = breaker.getState();
    boolean usable = pool.anyUsable();
    if (usable && (state == State.OPEN || state == State.HALF_OPEN)) {
      breaker.transitionToClosedState();
    } else if (!usable && (state == State.CLOSED || state == State.HALF_OPEN)) {
      breaker.transitionToOpenState();
    }
  }
}
