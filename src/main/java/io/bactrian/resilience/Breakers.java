package io.bactrian.resilience;

import io.bactrian.call.FailureClassifier;
import io.bactrian.call.FailureKind;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.BreakerStateChanged;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** All circuit breakers of the gateway, each with its settings and totals, by name. */
public final class Breakers {

  /** One breaker; {@code settings} of the pool's breaker are those of a target's, unused. */
  public record Entry(
      CircuitBreaker breaker, BreakerSettings settings, BreakerStatistics statistics) {}

  private final CircuitBreakerRegistry registry;
  private final FailureClassifier classifier;
  private final EventPublisher events;
  private final InstantSource clock;
  private final Map<String, Entry> entries = Collections.synchronizedMap(new LinkedHashMap<>());

  public Breakers(
      CircuitBreakerRegistry registry,
      FailureClassifier classifier,
      EventPublisher events,
      InstantSource clock) {
    this.registry = registry;
    this.classifier = classifier;
    this.events = events;
    this.clock = clock;
  }

  /** Makes a target's breaker: it counts what the failure table says counts, and nothing else. */
  public LateOutcomeFilter forTarget(String name, BreakerSettings settings) {
    var breaker = new LateOutcomeFilter(registry.circuitBreaker(name, config(settings)));
    add(breaker, settings, breaker::late);
    return breaker;
  }

  /** Makes the breaker around the pool. */
  public CircuitBreaker forPool(BreakerSettings settings) {
    return add(PoolBreaker.create(registry), settings, () -> 0);
  }

  public Collection<Entry> all() {
    return entries.values();
  }

  /** The entry of a breaker that was made here. */
  public Entry entry(String name) {
    return entries.get(name);
  }

  public Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  private CircuitBreaker add(
      CircuitBreaker breaker, BreakerSettings settings, LongSupplier lateOutcomes) {
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                events.publish(
                    new BreakerStateChanged(
                        event.getCircuitBreakerName(),
                        event.getStateTransition().getFromState().name(),
                        event.getStateTransition().getToState().name())));
    entries.put(
        breaker.getName(),
        new Entry(
            breaker,
            settings,
            new BreakerStatistics(breaker, clock, this::isTimeout, lateOutcomes)));
    return breaker;
  }

  private CircuitBreakerConfig config(BreakerSettings settings) {
    return CircuitBreakerConfig.custom()
        .slidingWindow(
            settings.windowSize(),
            settings.minimumCalls(),
            SlidingWindowType.COUNT_BASED,
            SlidingWindowSynchronizationStrategy.LOCK_FREE)
        .failureRateThreshold(settings.failureRate())
        .slowCallDurationThreshold(settings.slowCallDuration())
        .slowCallRateThreshold(settings.slowCallRate())
        .waitDurationInOpenState(settings.openDuration())
        .permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
        .automaticTransitionFromOpenToHalfOpenEnabled(true)
        .writableStackTraceEnabled(false)
        .ignoreException(thrown -> !kind(thrown).countsForBreaker())
        .build();
  }

  private boolean isTimeout(Throwable thrown) {
    return kind(thrown) == FailureKind.TARGET_TIMEOUT;
  }

  private FailureKind kind(Throwable thrown) {
    return classifier.classify(thrown).kind();
  }
}
