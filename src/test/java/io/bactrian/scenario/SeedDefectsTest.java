package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Defects of the systems that this one comes after, which it must not have. Those that other tests
 * show to be absent are listed with them in docs/resilience.md.
 */
@Timeout(120)
class SeedDefectsTest {

  private static final String PROFILE = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
  private static final String PLAIN = "anthropic.claude-haiku-4-5-20251001-v1:0";

  @Test
  void the_bound_of_attempts_is_read_and_one_means_no_other_region() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.failover.max-attempts", "1",
            "bactrian.strategy", "failover",
            "bactrian.cache.mode", "off")) {
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).in(EAST));

      Reply reply = gateway.chat("Why?");

      assertThat(reply.attempts()).isEqualTo(target(EAST) + "=target-unavailable");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(gateway.received(WEST)).isZero();
    }
  }

  @Test
  void a_model_id_with_a_prefix_never_goes_to_a_region_that_has_none() {
    String sydney = "ap-southeast-2";
    try (var gateway =
        RunningGateway.with(
            "bactrian.regions",
            EAST + "," + sydney,
            "bactrian.strategy",
            "failover",
            "bactrian.target." + target(sydney) + ".model-id",
            PLAIN)) {
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).in(EAST));

      assertThat(gateway.chatAtOnce(20)).allMatch(Reply::isLive);

      var counts = gateway.simulator().calls().counts();
      assertThat(counts.get(EAST)).containsOnlyKeys(PROFILE);
      assertThat(counts.get(sydney)).containsOnlyKeys(PLAIN);
    }
  }

  @Test
  void a_guardrail_and_a_models_own_fields_are_sent_without_any_other_setting() {
    try (var upstream = new RecordingUpstream();
        var gateway =
            RunningGateway.with(
                "bactrian.regions",
                EAST,
                "bactrian.region." + EAST + ".endpoint",
                upstream.endpoint())) {
      String guardrail =
          "{\"guardrailIdentifier\":\"gr-1\",\"guardrailVersion\":\"1\",\"trace\":\"enabled\"}";

      SseCall reply =
          SseCall.send(
              gateway,
              "/model/claude-haiku/converse",
              "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Why?\"}]}],"
                  + "\"guardrailConfig\":"
                  + guardrail
                  + ",\"additionalModelRequestFields\":{\"top_k\":200}}");

      assertThat(reply.status()).isEqualTo(200);
      JsonNode sent = upstream.bodies().getFirst();
      assertThat(sent.path("guardrailConfig").path("guardrailIdentifier").asText())
          .isEqualTo("gr-1");
      assertThat(sent.path("guardrailConfig").path("trace").asText()).isEqualTo("enabled");
      assertThat(sent.path("additionalModelRequestFields").path("top_k").intValue()).isEqualTo(200);
      assertThat(sent.has("inferenceConfig")).isFalse();
    }
  }

  @Test
  void what_calls_at_once_have_met_is_told_to_each_alone() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.breaker.window-size", "1000",
            "bactrian.breaker.minimum-calls", "1000",
            "bactrian.call.deadline", "60s",
            "bactrian.failover.call-timeout", "30s")) {
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).in(EAST));

      List<Reply> replies = gateway.chatAtOnce(40);

      assertThat(replies)
          .extracting(Reply::attempts)
          .containsOnly(
              target(WEST) + "=ok", target(EAST) + "=target-unavailable, " + target(WEST) + "=ok");
      long failed =
          replies.stream().filter(reply -> reply.attempts().contains("unavailable")).count();
      assertThat(gateway.received(EAST)).isEqualTo(failed);
    }
  }

  @Test
  void ending_failures_leaves_the_one_breaker_there_is_which_recovers_by_its_probes() {
    try (var gateway = RunningGateway.with("bactrian.breaker.open-duration", "1s")) {
      gateway.post("/test/enable-failures");
      gateway.chatInTurn(4);
      gateway.awaitState(target(EAST), State.OPEN);
      gateway.post("/test/disable-failures");
      JsonNode told = gateway.get("/test/circuit-status").body().path("targets");
      assertThat(told.path(target(EAST)).path("circuit_state").asText()).isIn("open", "half_open");

      await()
          .atMost(RunningGateway.PATIENCE)
          .until(
              () -> {
                gateway.chat("Still there?");
                return gateway.breakerOf(EAST).getState() == State.CLOSED
                    && gateway.breakerOf(WEST).getState() == State.CLOSED;
              });
      assertThat(gateway.get("/test/load-balancer-status").body().path("endpoints"))
          .allMatch(endpoint -> endpoint.path("healthy").booleanValue());
    }
  }

  @Test
  void a_breaker_that_has_closed_counts_from_zero() {
    try (var gateway = RunningGateway.with("bactrian.strategy", "failover")) {
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).in(EAST).times(3));
      gateway.chatInTurn(3);
      gateway.awaitState(target(EAST), State.OPEN);
      gateway.halfOpen(EAST);
      gateway.chatInTurn(2);
      gateway.awaitState(target(EAST), State.CLOSED);

      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).in(EAST).times(2));
      gateway.chatInTurn(2);

      JsonNode east = gateway.get("/test/circuit-status").body().path("targets").path(target(EAST));
      assertThat(east.path("circuit_state").asText()).isEqualTo("closed");
      assertThat(east.path("current_failures").intValue()).isEqualTo(2);
      assertThat(east.path("failure_count").intValue()).isEqualTo(5);
    }
  }
}
