package io.bactrian.scenario;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps count of what one breaker lets through, as it happens. */
final class BreakerWatch {

  private final CircuitBreaker breaker;
  private final List<State> states = new CopyOnWriteArrayList<>();
  private final AtomicLong successes = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();

  BreakerWatch(CircuitBreaker breaker) {
    this.breaker = breaker;
    breaker
        .getEventPublisher()
        .onStateTransition(event -> states.add(event.getStateTransition().getToState()))
        .onSuccess(
            event -> {
              asked.incrementAndGet();
              successes.incrementAndGet();
            })
        .onError(event -> asked.incrementAndGet())
        .onIgnoredError(
            event -> {
              if (!(event.getThrowable() instanceof CallNotPermittedException)) {
                asked.incrementAndGet();
              }
            });
  }

  State state() {
    return breaker.getState();
  }

  /** The calls that were let through and have ended, whether or not they reached the target. */
  long asked() {
    return asked.get();
  }

  long successes() {
    return successes.get();
  }

  /** How often that state was entered. */
  long entered(State state) {
    return states.stream().filter(state::equals).count();
  }
}
