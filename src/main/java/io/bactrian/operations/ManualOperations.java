package io.bactrian.operations;

import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was last done to each breaker by hand, by whom and when. Over JMX Camel moves the breakers
 * itself; that it was done by hand shows in the states that only an operator brings about.
 */
final class ManualOperations {

  /** One of {@link BreakerBoard#OPERATIONS}, done. */
  private record Done(String operation, String by, Instant at) {}

  private final EventPublisher events;
  private final InstantSource clock;
  private final Map<String, Done> last = new ConcurrentHashMap<>();
  private volatile Thread acting;

  ManualOperations(EventPublisher events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  void watch(CircuitBreaker breaker) {
    breaker
        .getEventPublisher()
        .onStateTransition(event -> hear(breaker.getName(), event.getStateTransition()));
  }

  /** Does one operation, and remembers it once it is done. */
  synchronized void act(String breaker, String operation, String by, Runnable action) {
    acting = Thread.currentThread();
    try {
      action.run();
    } finally {
      acting = null;
    }
    done(breaker, operation, by);
  }

  /** {@code {operation, by, at}} of the last operation, null when there was none. */
  Map<String, Object> last(String breaker) {
    Done done = last.get(breaker);
    if (done == null) {
      return null;
    }
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("operation", done.operation());
    view.put("by", done.by());
    view.put("at", done.at().toString());
    return view;
  }

  /** The same while an operator holds the breaker in its state, null when nobody does. */
  Map<String, Object> holding(CircuitBreaker breaker) {
    return isHeld(breaker.getState()) ? last(breaker.getName()) : null;
  }

  private void hear(String breaker, StateTransition transition) {
    State to = transition.getToState();
    boolean byHand = isHeld(to) || isHeld(transition.getFromState());
    if (!byHand || Thread.currentThread() == acting) {
      return;
    }
    done(
        breaker,
        switch (to) {
          case FORCED_OPEN -> "open";
          case DISABLED -> "disable";
          case HALF_OPEN, OPEN -> "half-open";
          default -> "close";
        },
        OperatorActed.JMX);
  }

  private void done(String breaker, String operation, String by) {
    last.put(breaker, new Done(operation, by, clock.instant()));
    events.publish(new OperatorActed(operation + " " + breaker, by));
  }

  private static boolean isHeld(State state) {
    return state == State.FORCED_OPEN || state == State.DISABLED;
  }
}
