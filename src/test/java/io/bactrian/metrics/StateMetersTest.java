package io.bactrian.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Outcome;
import io.bactrian.call.Selection;
import io.bactrian.event.GatewayEvent.BreakerStateChanged;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.CanaryWithdrawn;
import io.bactrian.event.GatewayEvent.MessageResult;
import io.bactrian.event.GatewayEvent.MessageSettled;
import io.bactrian.event.GatewayEvent.QueuePaused;
import io.bactrian.event.GatewayEvent.RequestFinished;
import io.bactrian.event.GatewayEvent.StrategyChanged;
import io.bactrian.event.GatewayEvent.StrategyReachable;
import io.bactrian.event.GatewayEvent.TargetCooled;
import io.bactrian.fixture.Calls;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateMetersTest {

  private static final Selection SELECTION =
      new Selection(
          "general", Optional.empty(), "why", List.of(), Optional.empty(), Map.of(), false);

  private static final Map<State, Double> NUMBERS =
      Map.of(
          State.CLOSED, 0.0,
          State.OPEN, 1.0,
          State.FORCED_OPEN, 1.0,
          State.HALF_OPEN, 2.0,
          State.DISABLED, 3.0,
          State.METRICS_ONLY, 3.0);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void a_breakers_state_is_a_number(State state) {
    CircuitBreaker breaker = CircuitBreaker.ofDefaults("b");
    new StateMeters(registry).watchBreaker(breaker);
    switch (state) {
      case CLOSED -> breaker.transitionToClosedState();
      case OPEN -> breaker.transitionToOpenState();
      case FORCED_OPEN -> breaker.transitionToForcedOpenState();
      case HALF_OPEN -> {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
      }
      case DISABLED -> breaker.transitionToDisabledState();
      case METRICS_ONLY -> breaker.transitionToMetricsOnlyState();
    }
    assertThat(registry.get("gateway.circuit.state").tags("name", "b").gauge().value())
        .isEqualTo(NUMBERS.get(state));
  }

  @Test
  void gauges_look_at_what_there_is() {
    var usable = new AtomicBoolean(true);
    var number = new AtomicLong(5);
    var meters = new StateMeters(registry);
    meters.watchTarget("t", usable::get, number::get, () -> number.get() + 6);
    meters.watchScore("t", () -> number.get() + 4, () -> number.get() + 5);
    meters.watchAdmission(number::get, () -> number.get() + 1);
    meters.watchShed("admission", () -> number.get() + 2);
    meters.watchEvents(() -> number.get() + 3);
    meters.watchCache("memory", "hit", () -> number.get() + 4);

    assertThat(gauge("gateway.target.usable")).isEqualTo(1);
    assertThat(gauge("gateway.target.inflight")).isEqualTo(5);
    assertThat(gauge("gateway.target.limit")).isEqualTo(11);
    assertThat(registry.get("gateway.target.score").tag("delivery", "whole").gauge().value())
        .isEqualTo(9);
    assertThat(registry.get("gateway.target.score").tag("delivery", "stream").gauge().value())
        .isEqualTo(10);
    assertThat(gauge("gateway.inflight")).isEqualTo(5);
    assertThat(gauge("gateway.waiting")).isEqualTo(6);
    assertThat(registry.get("gateway.shed").functionCounter().count()).isEqualTo(7);
    assertThat(registry.get("gateway.events.dropped").functionCounter().count()).isEqualTo(8);
    assertThat(registry.get("gateway.cache").functionCounter().count()).isEqualTo(9);
    usable.set(false);
    number.set(0);
    assertThat(gauge("gateway.target.usable")).isZero();
    assertThat(gauge("gateway.inflight")).isZero();
  }

  @Test
  void a_depth_that_is_not_known_is_no_number() {
    var meters = new StateMeters(registry);
    meters.watchPause("requests", "operator", () -> true);
    meters.watchDepth("requests", () -> Double.NaN);
    assertThat(gauge("gateway.queue.paused")).isEqualTo(1);
    assertThat(gauge("gateway.queue.depth")).isNaN();
  }

  @Test
  void totals_go_on_after_a_garbage_collection() {
    var number = new AtomicLong(1);
    new StateMeters(registry).watchEvents(() -> number.get());
    var witness = new WeakReference<>(new Object());
    await()
        .until(
            () -> {
              System.gc();
              return witness.get() == null;
            });
    number.set(2);
    assertThat(registry.get("gateway.events.dropped").functionCounter().count()).isEqualTo(2);
  }

  @Test
  void every_declared_meter_is_on_the_prometheus_page_under_its_name() {
    var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    makeAll(prometheus);
    String page = prometheus.scrape();
    for (MeterName name : MeterName.values()) {
      assertThat(page).contains("# TYPE " + name.prometheusName() + " ");
      assertThat(page).contains("# HELP " + name.prometheusName() + " " + name.description());
    }
    assertThat(page).contains("gateway_request_duration_seconds_bucket{");
    assertThat(page).contains("gen_ai_client_token_usage_bucket{");
  }

  private static void makeAll(MeterRegistry registry) {
    var events = new EventMeters(registry);
    FailureKind cause = FailureKind.TARGET_TIMEOUT;
    var live =
        Calls.asking("Why?")
            .withSelection("haiku", SELECTION)
            .answered(
                List.of(Calls.ok(Calls.WEST)), new Outcome.Live(Calls.WEST, Calls.answer("So.")));
    events.record(new CallFinished(live, 200, 1));
    events.record(
        new CallFinished(
            Calls.asking("Why?")
                .unanswered(List.of(), cause)
                .ended(new Outcome.Degraded("Sorry.", cause)),
            503,
            1));
    events.record(new RequestFinished("id", "GET", "/health", 200, 1));
    events.record(new BreakerStateChanged("b", "OPEN", "CLOSED"));
    events.record(new TargetCooled("t", cause, Duration.ZERO));
    events.record(new MessageSettled("q", "id", MessageResult.ANSWERED, 1, Duration.ZERO));
    events.record(new QueuePaused("q", "operator"));
    events.record(new StrategyChanged("one", "file"));
    events.record(new StrategyReachable("file"));
    events.record(new CanaryWithdrawn("one", "*", "haiku", "errors", "all"));
    var state = new StateMeters(registry);
    state.watchBreaker(CircuitBreaker.ofDefaults("b"));
    state.watchTarget("t", () -> true, () -> 0, () -> 0);
    state.watchScore("t", () -> 0, () -> 0);
    state.watchPause("q", "operator", () -> false);
    state.watchIntake("q", () -> 0);
    state.watchDepth("q", () -> 0);
    state.watchAdmission(() -> 0, () -> 0);
    state.watchShed("admission", () -> 0);
    state.watchRetries("haiku", () -> 0, () -> 0, () -> 0);
    state.watchHedges("haiku", () -> 0, () -> 0, () -> 0);
    state.watchShadow("nova", "answered", () -> 0);
    state.watchShadowTokens("nova", () -> 0, () -> 0);
    state.watchEvents(() -> 0);
    state.watchUseCases(() -> 0);
    state.watchState("file", () -> 0, () -> 0, () -> 0, () -> 0);
    state.watchIdempotency("memory", () -> 0);
    state.watchCache("memory", "hit", () -> 0);
  }
}
