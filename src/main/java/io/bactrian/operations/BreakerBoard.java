package io.bactrian.operations;

import io.bactrian.event.EventPublisher;
import io.bactrian.resilience.BreakerSettings;
import io.bactrian.resilience.BreakerSnapshot;
import io.bactrian.resilience.BreakerStatistics;
import io.bactrian.resilience.Breakers;
import io.bactrian.resilience.PoolBreaker;
import io.bactrian.resilience.RetryAdvice;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What operators see of the circuit breakers, and what they can do to them. */
public final class BreakerBoard {

  /** The operations, by the last part of their path. */
  public static final List<String> OPERATIONS =
      List.of("open", "close", "half-open", "disable", "reset");

  private final Breakers breakers;
  private final TargetPool pool;
  private final PoolBreaker poolBreaker;
  private final RetryAdvice advice;
  private final ManualOperations byHand;
  private final InstantSource clock;

  public BreakerBoard(
      Breakers breakers,
      TargetPool pool,
      PoolBreaker poolBreaker,
      RetryAdvice advice,
      EventPublisher events,
      InstantSource clock) {
    this.breakers = breakers;
    this.pool = pool;
    this.poolBreaker = poolBreaker;
    this.advice = advice;
    this.byHand = new ManualOperations(events, clock);
    this.clock = clock;
    breakers.all().forEach(entry -> byHand.watch(entry.breaker()));
  }

  /** {@code {"circuit_breakers": {name: {...}}, "timestamp": ISO-8601}}. */
  public Map<String, Object> all() {
    Map<String, Object> byName = new LinkedHashMap<>();
    for (Breakers.Entry entry : breakers.all()) {
      byName.put(entry.breaker().getName(), view(entry));
    }
    Map<String, Object> board = new LinkedHashMap<>();
    board.put("circuit_breakers", byName);
    board.put("timestamp", clock.instant().toString());
    return board;
  }

  /** One breaker as it is now; empty when there is none of that name. */
  public Optional<Map<String, Object>> one(String name) {
    return breakers.find(name).map(this::view);
  }

  /**
   * Does one of {@link #OPERATIONS} and returns the breaker as it is then; empty when there is none
   * of that name. {@code open} holds until {@code close} or {@code reset}; {@code disable} lets
   * every call through; {@code reset} also ends cool-downs and forgets the window.
   *
   * @param by who does it, as is told afterwards
   * @throws IllegalArgumentException when there is no such operation
   */
  public Optional<Map<String, Object>> act(String name, String operation, String by) {
    if (!OPERATIONS.contains(operation)) {
      throw new IllegalArgumentException(
          "no operation '" + operation + "'; allowed: " + String.join(", ", OPERATIONS));
    }
    Optional<Breakers.Entry> entry = breakers.find(name);
    entry
        .map(Breakers.Entry::breaker)
        .ifPresent(
            breaker -> {
              byHand.act(name, operation, by, () -> apply(breaker, operation));
              poolBreaker.refresh();
            });
    return entry.map(this::view);
  }

  private void apply(CircuitBreaker breaker, String operation) {
    switch (operation) {
      case "open" -> breaker.transitionToForcedOpenState();
      case "close" -> breaker.transitionToClosedState();
      case "half-open" -> breakers.halfOpen(breaker.getName());
      case "disable" -> breaker.transitionToDisabledState();
      default -> reset(breaker);
    }
  }

  private void reset(CircuitBreaker breaker) {
    breaker.reset();
    TargetHealth health = pool.health(breaker.getName());
    if (health != null) {
      health.endCooling();
    }
  }

  private Map<String, Object> view(Breakers.Entry entry) {
    CircuitBreaker breaker = entry.breaker();
    CircuitBreaker.Metrics window = breaker.getMetrics();
    BreakerStatistics totals = entry.statistics();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", breaker.getName());
    view.put("state", breaker.getState().name().toLowerCase(Locale.ROOT));
    view.put("uptime_seconds", uptimeSeconds(totals));
    view.put("last_state_change", totals.lastStateChange().toString());
    view.put("last_failure_time", totals.lastFailure().map(Object::toString).orElse(null));
    view.put("current_failure_count", window.getNumberOfFailedCalls());
    view.put("current_success_count", window.getNumberOfSuccessfulCalls());
    view.put("failure_rate", judged(window.getFailureRate()));
    view.put("slow_call_rate", judged(window.getSlowCallRate()));
    view.put("total_requests", totals.requests());
    view.put("total_successes", totals.successes());
    view.put("total_failures", totals.failures());
    view.put("total_timeouts", totals.timeouts());
    view.put("total_ignored", totals.ignored());
    view.put("total_circuit_open_rejections", totals.rejections());
    view.put("forced", byHand.holding(breaker));
    view.put("last_operation", byHand.last(breaker.getName()));
    TargetHealth health = pool.health(breaker.getName());
    if (health != null) {
      view.put("in_flight", health.inFlight());
      view.put("drained", health.drained());
      view.put("next_probe_seconds", seconds(advice.untilProbe(health)));
      view.put("openings_in_a_row", openings(breaker));
      view.put("cooling_seconds", seconds(health.coolingLeft()));
      view.put("cooling_reason", health.coolingReason().map(kind -> kind.label()).orElse(null));
      view.put("config", config(entry.settings()));
    }
    return view;
  }

  private int openings(CircuitBreaker breaker) {
    return breakers.snapshot(breaker.getName()).map(BreakerSnapshot::openings).orElse(0);
  }

  private double uptimeSeconds(BreakerStatistics totals) {
    return seconds(Duration.between(totals.lastStateChange(), clock.instant()));
  }

  /** Resilience4j says -1 while there were too few calls to judge. */
  private static Float judged(float rate) {
    return rate < 0 ? null : rate;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  private static Map<String, Object> config(BreakerSettings settings) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("window_size", settings.windowSize());
    config.put("window_seconds", settings.windowDuration().map(Duration::toSeconds).orElse(null));
    config.put("minimum_calls", settings.minimumCalls());
    config.put("failure_rate_threshold", settings.failureRate());
    config.put("slow_call_duration_seconds", seconds(settings.slowCallDuration()));
    config.put("slow_call_rate_threshold", settings.slowCallRate());
    config.put("recovery_timeout_seconds", seconds(settings.openDuration()));
    config.put("recovery_timeout_multiplier", settings.growth().multiplier());
    config.put("recovery_timeout_max_seconds", seconds(settings.growth().longest()));
    config.put("success_threshold", settings.halfOpenCalls());
    return config;
  }
}
