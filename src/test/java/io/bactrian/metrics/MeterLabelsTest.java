package io.bactrian.metrics;

import static io.bactrian.metrics.FinishedCalls.ended;
import static io.bactrian.metrics.FinishedCalls.live;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.event.GatewayEvent;
import io.bactrian.event.GatewayEvent.BreakerStateChanged;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.RequestFinished;
import io.bactrian.event.GatewayEvent.TargetCooled;
import io.bactrian.fixture.Calls;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels are declared, and bounded whatever callers send. */
class MeterLabelsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EventMeters meters = new EventMeters(registry);

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  @Test
  void the_number_of_series_does_not_grow_with_the_number_of_callers() {
    meters.record(live("Why?"));
    int series = registry.getMeters().size();
    for (int i = 0; i < 200; i++) {
      GatewayCall call =
          GatewayCall.received(
                  "id" + i,
                  "t",
                  "chat",
                  "use" + i,
                  Delivery.whole("haiku"),
                  new Question.Converse(Calls.question("q" + i)),
                  i)
              .answered(
                  live("Why?").call().attempts(),
                  new Outcome.Live(Calls.WEST, Calls.answer("a" + i)));
      meters.record(new CallFinished(call, 200, i));
    }
    assertThat(registry.getMeters()).hasSize(series);
  }

  @Test
  void a_model_that_nobody_offers_does_not_become_a_label() {
    for (int i = 0; i < 50; i++) {
      FailureKind kind = FailureKind.CALLER_UNKNOWN_MODEL;
      GatewayCall call =
          Calls.asking("Why?")
              .withPlan("made-up-" + i, List.of())
              .ended(new Outcome.Refused(kind, "no"));
      meters.record(new CallFinished(call, 404, 1));
    }
    assertThat(registry.find("gateway.requests").counters()).hasSize(1);
    assertThat(count("gateway.requests", "model", "unknown")).isEqualTo(50);
  }

  @Test
  void every_meter_is_declared_with_these_labels() {
    List<GatewayEvent> events =
        List.of(
            live("Why?"),
            ended(
                FailureKind.TARGET_TIMEOUT,
                new Outcome.Degraded("Sorry.", FailureKind.TARGET_TIMEOUT),
                503),
            new RequestFinished("id", "GET", "/health", 200, 1),
            new BreakerStateChanged("b", "OPEN", "CLOSED"),
            new TargetCooled("t", FailureKind.TARGET_THROTTLED, Duration.ZERO));
    events.forEach(meters::record);

    // The simple registry keeps the buckets of a histogram as gauges beside it.
    var declaredByUs =
        registry.getMeters().stream()
            .filter(meter -> !meter.getId().getName().endsWith(".histogram"))
            .toList();
    assertThat(declaredByUs).hasSizeGreaterThan(10);
    for (Meter meter : declaredByUs) {
      MeterName declared = declared(meter.getId().getName());
      assertThat(meter.getId().getTags())
          .extracting(tag -> tag.getKey())
          .containsExactlyInAnyOrderElementsOf(declared.labels());
      assertThat(meter.getId().getDescription()).isEqualTo(declared.description());
    }
  }

  private static MeterName declared(String id) {
    for (MeterName name : MeterName.values()) {
      if (id.equals(name.id())) {
        return name;
      }
    }
    throw new AssertionError("not declared: " + id);
  }
}
