package io.bactrian.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Outcome;
import io.bactrian.call.Selection;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.CanaryWithdrawn;
import io.bactrian.fixture.CapturedLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** What is counted and written of models and of canaries. */
class ModelMetersTest {

  private static final CanaryWithdrawn WITHDRAWN =
      new CanaryWithdrawn("one", "*", "nova", "errors", "9 of 50 calls");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EventMeters meters = new EventMeters(registry);

  private static CallFinished selected(CallFinished finished, boolean canary) {
    var selection =
        new Selection(
            "general", Optional.of("one"), "why", List.of(), Optional.empty(), Map.of(), canary);
    return new CallFinished(
        finished.call().withSelection("haiku", selection), 200, finished.durationNanos());
  }

  private double calls(String choice, String result) {
    return registry
        .get("gateway.model.calls")
        .tags("use_case", "general", "model", "haiku", "choice", choice, "result", result)
        .counter()
        .count();
  }

  @Test
  void calls_are_counted_by_the_model_that_they_were_meant_for() {
    meters.record(selected(FinishedCalls.live("Why?"), false));
    meters.record(selected(FinishedCalls.live("Why?"), true));
    FailureKind kind = FailureKind.TARGET_TIMEOUT;
    CallFinished sorry = FinishedCalls.ended(kind, new Outcome.Degraded("Sorry.", kind), 503);
    meters.record(selected(sorry, true));
    FailureKind callers = FailureKind.CALLER_RESIDENCY;
    meters.record(
        selected(FinishedCalls.ended(callers, new Outcome.Refused(callers, "no"), 400), true));

    assertThat(calls("named", "ok")).isEqualTo(1);
    assertThat(calls("canary", "ok")).isEqualTo(1);
    assertThat(calls("canary", "failed")).isEqualTo(1);
    assertThat(registry.get("gateway.model.duration").tags("choice", "canary").timer().count())
        .isEqualTo(1);
  }

  @Test
  void a_withdrawn_canary_is_counted_and_warned_of() {
    meters.record(WITHDRAWN);
    assertThat(
            registry
                .get("gateway.canary.withdrawals")
                .tags("use_case", "*", "model", "nova", "reason", "errors")
                .counter()
                .count())
        .isEqualTo(1);
    try (CapturedLog log = CapturedLog.of("bactrian.state")) {
      new EventLog().writeAll(List.of(WITHDRAWN));
      assertThat(log.lines())
          .containsExactly(
              "canary model=nova use_case=* strategy=one withdrawn reason=errors: 9 of 50 calls");
      assertThat(log.levels()).containsExactly(Level.WARN);
    }
  }
}
