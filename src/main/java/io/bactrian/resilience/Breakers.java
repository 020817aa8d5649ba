package io.bactrian.resilience;

import io.bactrian.call.FailureClassifier;
import io.bactrian.call.FailureKind;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.BreakerStateChanged;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** All circuit breakers of the gateway, each with its settings and totals, by name. */
public final class Breakers {

  /** One breaker; {@code settings} of the pool's breaker are those of a target's, unused. */
  public record Entry(
      CircuitBreaker breaker, BreakerSettings settings, BreakerStatistics statistics) {}

  private static final Duration PASSING = Duration.ofMinutes(1);

  private final CircuitBreakerRegistry registry;
  private final FailureClassifier classifier;
  private final EventPublisher events;
  private final InstantSource clock;
  private final DoubleSupplier random;
  private final Map<String, Entry> entries = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, OpenInterval> intervals = new ConcurrentHashMap<>();

  /** {@code random} gives numbers in [0, 1), by which replicas come to probe at different times. */
  public Breakers(
      CircuitBreakerRegistry registry,
      FailureClassifier classifier,
      EventPublisher events,
      InstantSource clock,
      DoubleSupplier random) {
    this.registry = registry;
    this.classifier = classifier;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  /** Makes a target's breaker: it counts what the failure table says counts, and nothing else. */
  public LateOutcomeFilter forTarget(String name, BreakerSettings settings) {
    var interval = new OpenInterval(settings, clock, random);
    var statistics = new BreakerStatistics(clock, this::isTimeout);
    var breaker =
        LateOutcomeFilter.ofTarget(
            registry.circuitBreaker(name, config(settings, interval)), statistics);
    breaker
        .getEventPublisher()
        .onStateTransition(event -> interval.observe(breaker.getState()))
        .onReset(event -> interval.forget());
    intervals.put(name, interval);
    add(breaker, settings, statistics);
    return breaker;
  }

  /** Makes the breaker around the pool. */
  public CircuitBreaker forPool(BreakerSettings settings) {
    var statistics = new BreakerStatistics(clock, this::isTimeout);
    var breaker = LateOutcomeFilter.hearingAll(PoolBreaker.create(registry), statistics);
    add(breaker, settings, statistics);
    return breaker;
  }

  /** Takes in the breaker of a store, which is made and judged elsewhere; settings are unused. */
  public CircuitBreaker join(CircuitBreaker breaker, BreakerSettings settings) {
    var statistics = new BreakerStatistics(clock, this::isTimeout);
    var counted = LateOutcomeFilter.hearingAll(breaker, statistics);
    add(counted, settings, statistics);
    return counted;
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

  /** The breakers of all targets as they are now, in the order in which they were made. */
  public List<BreakerSnapshot> snapshots() {
    return List.copyOf(entries.values()).stream()
        .filter(entry -> intervals.containsKey(entry.breaker().getName()))
        .map(this::snapshot)
        .toList();
  }

  /** A target's breaker as it is now; empty when no target has one of that name. */
  public Optional<BreakerSnapshot> snapshot(String name) {
    return find(name).filter(entry -> intervals.containsKey(name)).map(this::snapshot);
  }

  /**
   * Opens a target's breaker that another process, or this one before it was restarted, found to be
   * open. It probes at that moment, and opens for longer should it then flap. Does nothing when the
   * moment has passed, when the breaker is open already, when an operator holds it, or when no
   * target has one of that name.
   *
   * @param openings how often in a row it has opened, 1 and more
   * @return whether the breaker has been opened
   */
  public boolean restoreOpen(String name, Instant until, int openings) {
    Entry entry = entries.get(name);
    OpenInterval interval = intervals.get(name);
    Duration left = Duration.between(clock.instant(), until);
    if (entry == null || interval == null || !left.isPositive()) {
      return false;
    }
    State state = entry.breaker().getState();
    if (state != State.CLOSED && state != State.HALF_OPEN) {
      return false;
    }
    interval.adopt(until, Math.max(1, openings));
    entry.breaker().transitionToOpenStateFor(left);
    return true;
  }

  /**
   * Lets probes through to a target at once, or to the pool. Resilience4j knows no way from CLOSED
   * to HALF_OPEN; by way of OPEN there is one, which is no opening that the next is longer for.
   */
  public void halfOpen(String name) {
    CircuitBreaker breaker = entry(name).breaker();
    OpenInterval interval = intervals.get(name);
    if (breaker.getState() == State.CLOSED) {
      if (interval != null) {
        interval.adopt(clock.instant().plus(PASSING), interval.openings());
      }
      breaker.transitionToOpenStateFor(PASSING);
    }
    breaker.transitionToHalfOpenState();
  }

  private BreakerSnapshot snapshot(Entry entry) {
    OpenInterval interval = intervals.get(entry.breaker().getName());
    return new BreakerSnapshot(
        entry.breaker().getName(),
        entry.breaker().getState(),
        interval.until(),
        interval.openings(),
        entry.statistics().lastStateChange());
  }

  private void add(CircuitBreaker breaker, BreakerSettings settings, BreakerStatistics statistics) {
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                events.publish(
                    new BreakerStateChanged(
                        event.getCircuitBreakerName(),
                        event.getStateTransition().getFromState().name(),
                        event.getStateTransition().getToState().name())));
    entries.put(breaker.getName(), new Entry(breaker, settings, statistics));
  }

  private CircuitBreakerConfig config(BreakerSettings settings, OpenInterval interval) {
    return window(settings)
        .failureRateThreshold(settings.failureRate())
        .slowCallDurationThreshold(settings.slowCallDuration())
        .slowCallRateThreshold(settings.slowCallRate())
        .clock(clock.withZone(ZoneOffset.UTC))
        .waitIntervalFunctionInOpenState(attempt -> interval.ask())
        .permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
        .automaticTransitionFromOpenToHalfOpenEnabled(true)
        .writableStackTraceEnabled(false)
        .ignoreException(thrown -> !kind(thrown).countsForBreaker())
        .build();
  }

  /** Of the windows of time only the synchronized one looks at the clock that it is given. */
  private static CircuitBreakerConfig.Builder window(BreakerSettings settings) {
    CircuitBreakerConfig.Builder config = CircuitBreakerConfig.custom();
    int minimum = settings.minimumCalls();
    return settings
        .windowDuration()
        .map(
            duration ->
                config.slidingWindow(
                    Math.toIntExact(duration.toSeconds()),
                    minimum,
                    SlidingWindowType.TIME_BASED,
                    SlidingWindowSynchronizationStrategy.SYNCHRONIZED))
        .orElseGet(
            () ->
                config.slidingWindow(
                    settings.windowSize(),
                    minimum,
                    SlidingWindowType.COUNT_BASED,
                    SlidingWindowSynchronizationStrategy.LOCK_FREE));
  }

  private boolean isTimeout(Throwable thrown) {
    return kind(thrown) == FailureKind.TARGET_TIMEOUT;
  }

  private FailureKind kind(Throwable thrown) {
    return classifier.classify(thrown).kind();
  }
}
