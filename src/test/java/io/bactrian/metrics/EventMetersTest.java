package io.bactrian.metrics;

import static io.bactrian.metrics.FinishedCalls.ended;
import static io.bactrian.metrics.FinishedCalls.live;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Outcome;
import io.bactrian.event.GatewayEvent.BreakerStateChanged;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.event.GatewayEvent.RequestFinished;
import io.bactrian.event.GatewayEvent.TargetCooled;
import io.bactrian.event.GatewayEvent.TargetRecovered;
import io.bactrian.fixture.Calls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

class EventMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EventMeters meters = new EventMeters(registry);

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  private boolean exists(String name) {
    return registry.find(name).meter() != null;
  }

  @Test
  void a_live_call_is_counted_with_its_attempts() {
    meters.record(live("Why?"));

    assertThat(
            count(
                "gateway.requests",
                "api",
                "chat",
                "model",
                "haiku",
                "region",
                "us-west-2",
                "outcome",
                "live",
                "status",
                "200"))
        .isEqualTo(1);
    for (String[] attempt :
        new String[][] {
          {"eu-west-1", "target-not-permitted"},
          {"us-east-1", "target-timeout"},
          {"us-west-2", "ok"}
        }) {
      assertThat(
              count(
                  "gateway.attempts", "region", attempt[0], "model", "haiku", "result", attempt[1]))
          .isEqualTo(1);
    }
    assertThat(exists("gateway.fallback")).isFalse();
    assertThat(exists("gateway.degraded.replies")).isFalse();
  }

  @Test
  void time_is_split_into_the_targets_and_our_own() {
    meters.record(live("Why?"));

    var duration = registry.get("gateway.request.duration").tags("outcome", "live").timer();
    assertThat(duration.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(10);
    var overhead = registry.get("gateway.overhead").tags("api", "chat").timer();
    assertThat(overhead.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(5);
    var operation = registry.get("gen_ai.client.operation.duration").tags("error_type", "").timer();
    assertThat(operation.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1);
    assertThat(registry.find("gen_ai.client.operation.duration").timers())
        .as("an attempt that a breaker refused took no time upstream")
        .hasSize(2);
  }

  @Test
  void tokens_are_those_that_bedrock_counted() {
    TokenUsage usage =
        TokenUsage.builder()
            .inputTokens(10)
            .outputTokens(20)
            .cacheReadInputTokens(3)
            .cacheWriteInputTokens(4)
            .totalTokens(37)
            .build();
    var response = Calls.answer("So.").toBuilder().usage(usage).build();
    meters.record(
        new CallFinished(
            Calls.asking("Why?")
                .answered(List.of(Calls.ok(Calls.WEST)), new Outcome.Live(Calls.WEST, response)),
            200,
            1));

    assertThat(tokens("input")).isEqualTo(17);
    assertThat(tokens("output")).isEqualTo(20);
  }

  private double tokens(String type) {
    return registry
        .get("gen_ai.client.token.usage")
        .tags("gen_ai_token_type", type, "gen_ai_request_model", "haiku")
        .summary()
        .totalAmount();
  }

  @Test
  void tokens_that_nobody_counted_are_not_invented() {
    var response = Calls.answer("So.").toBuilder().usage((TokenUsage) null).build();
    meters.record(
        new CallFinished(
            Calls.asking("Why?").ended(new Outcome.Live(Calls.WEST, response)), 200, 1));
    assertThat(exists("gen_ai.client.token.usage")).isFalse();
  }

  @Test
  void a_kept_answer_is_a_fallback() {
    var cached = new Outcome.Cached(Calls.EAST, Calls.answer("So."), Duration.ofHours(1), true);
    meters.record(ended(FailureKind.TARGET_TIMEOUT, cached, 200));

    assertThat(count("gateway.fallback", "to", "cached", "reason", "target-timeout")).isEqualTo(1);
    assertThat(exists("gateway.degraded.replies")).isFalse();
    assertThat(exists("gen_ai.client.token.usage")).as("nobody was asked").isFalse();
  }

  @Test
  void an_answer_of_another_model_is_a_fallback_of_that_model() {
    var nova = Calls.ofModel("nova");
    meters.record(
        ended(FailureKind.TARGET_TIMEOUT, new Outcome.Live(nova, Calls.answer("So.")), 200));
    meters.record(
        ended(FailureKind.TARGET_TIMEOUT, new Outcome.Broken(nova, FailureKind.CALLER_LEFT), 499));

    String[] labels = {"model", "nova", "region", "us-east-1"};
    assertThat(registry.get("gateway.requests").tags(labels).counters()).hasSize(2);
    assertThat(count("gateway.requests", "outcome", "other-model", "status", "200")).isEqualTo(1);
    assertThat(count("gateway.requests", "outcome", "broken")).isEqualTo(1);
    assertThat(count("gateway.fallback", "to", "other-model", "reason", "target-timeout"))
        .isEqualTo(2);
    assertThat(
            registry
                .get("gen_ai.client.token.usage")
                .tags("gen_ai_request_model", "nova")
                .summaries())
        .hasSize(2);
  }

  @Test
  void an_apology_is_a_fallback() {
    meters.record(
        ended(
            FailureKind.GATEWAY_NO_USABLE_TARGET,
            new Outcome.Degraded("Sorry.", FailureKind.GATEWAY_NO_USABLE_TARGET),
            503));

    assertThat(count("gateway.fallback", "to", "degraded", "reason", "gateway-no-usable-target"))
        .isEqualTo(1);
    assertThat(count("gateway.degraded.replies", "api", "chat")).isEqualTo(1);
  }

  @Test
  void a_callers_fault_is_no_fallback() {
    FailureKind kind = FailureKind.CALLER_INVALID_REQUEST;
    meters.record(ended(kind, new Outcome.Refused(kind, "no"), 400));

    assertThat(count("gateway.requests", "outcome", "refused", "region", "none", "status", "400"))
        .isEqualTo(1);
    assertThat(exists("gateway.fallback")).isFalse();
  }

  @Test
  void other_events_have_meters_of_their_own() {
    meters.record(new RequestFinished("id", "GET", "/health", 200, 1));
    meters.record(new BreakerStateChanged("us-east-1/haiku", "CLOSED", "FORCED_OPEN"));
    meters.record(new TargetCooled("us-east-1/haiku", FailureKind.TARGET_THROTTLED, Duration.ZERO));
    meters.record(new TargetRecovered("us-east-1/haiku"));
    meters.record(new OperatorActed("something"));

    assertThat(count("gateway.http.requests", "path", "/health", "status", "200")).isEqualTo(1);
    assertThat(
            count(
                "gateway.circuit.transitions",
                "name",
                "us-east-1/haiku",
                "from",
                "closed",
                "to",
                "forced_open"))
        .isEqualTo(1);
    assertThat(count("gateway.cooldowns", "reason", "target-throttled")).isEqualTo(1);
  }
}
