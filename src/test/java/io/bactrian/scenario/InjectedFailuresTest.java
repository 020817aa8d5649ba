package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures that are switched on over HTTP, in a gateway that fails over. */
@Timeout(120)
class InjectedFailuresTest {

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        RunningGateway.with(
            "bactrian.strategy", "failover",
            "bactrian.failover.call-timeout", "500ms",
            "bactrian.cache.mode", "off",
            "bactrian.simulator.latency", "0ms",
            "bactrian.simulator.token-pace", "0ms");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void mend() {
    gateway.post("/test/disable-failures");
    for (String region : List.of(EAST, WEST)) {
      gateway.post("/circuit-breakers/" + target(region) + "/reset");
    }
  }

  private static Reply enable(String json) {
    try {
      return Reply.of(
          gateway
              .client()
              .send(
                  SseCall.request(gateway, "/test/enable-failures", json.replace('\'', '"')),
                  BodyHandlers.ofString()));
    } catch (IOException | InterruptedException problem) {
      throw new AssertionError(problem);
    }
  }

  private static JsonNode status() {
    return gateway.get("/test/circuit-status").body();
  }

  @ParameterizedTest
  @CsvSource({
    "unavailable, total_failures",
    "internal-error, total_failures",
    "not-ready, total_failures",
    "model-error, total_failures",
    "timeout, total_timeouts",
    "connection-failed, total_failures",
    "empty-reply, total_failures",
    "throttled, total_ignored",
    "access-denied, total_ignored"
  })
  void every_kind_is_absorbed_and_counts_inside_the_breaker_whole_and_streamed(
      String kind, String total) {
    for (boolean streamed : new boolean[] {false, true}) {
      mend();
      long before = gateway.board(target(EAST)).path(total).longValue();
      assertThat(enable("{'region':'us-east-1','kind':'" + kind + "'}").status()).isEqualTo(200);
      String attempts =
          streamed ? SseCall.chat(gateway, "Why?").attempts() : gateway.chat("Why?").attempts();
      assertThat(attempts)
          .isEqualTo(target(EAST) + "=target-" + kind + ", " + target(WEST) + "=ok");
      assertThat(gateway.board(target(EAST)).path(total).longValue()).isEqualTo(before + 1);
    }
  }

  @Test
  void the_other_operations_fail_too() {
    enable("{'region':'us-east-1'}");
    SseCall count =
        SseCall.send(
            gateway,
            "/v1/messages/count_tokens",
            "{\"model\":\"claude-haiku\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    assertThat(count.status()).isEqualTo(200);
    assertThat(count.attempts()).startsWith(target(EAST) + "=target-unavailable");
  }

  @Test
  void a_cut_stream_ends_as_an_error_and_counts_while_whole_answers_come() {
    enable("{'kind':'stream-cut'}");
    SseCall answer = SseCall.chat(gateway, "Tell me of camels");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isNotEmpty();
    assertThat(answer.ending()).isEqualTo("error");
    assertThat(gateway.chat("Tell me of camels").isLive()).isTrue();
    await()
        .atMost(RunningGateway.PATIENCE)
        .until(() -> gateway.board(target(EAST)).path("in_flight").intValue() == 0);
  }

  @Test
  void a_late_target_is_waited_for_and_one_that_is_too_late_is_left() {
    enable("{'region':'us-east-1','kind':'latency-only','latency':'10ms'}");
    assertThat(gateway.chat("Why?").servedBy()).isEqualTo(target(EAST));
    gateway.post("/test/disable-failures");
    enable("{'region':'us-east-1','kind':'latency-only','latency':'5s'}");
    assertThat(gateway.chat("Why?").attempts()).startsWith(target(EAST) + "=target-timeout");
  }

  @Test
  void a_failure_that_runs_out_ends_by_itself() {
    Reply enabled = enable("{'region':'us-east-1','duration':'1s'}");
    assertThat(enabled.body().path("active_failures").get(0).path("duration_seconds").doubleValue())
        .isEqualTo(1);
    await()
        .atMost(RunningGateway.PATIENCE)
        .until(() -> !status().path("failures_enabled").booleanValue());
    assertThat(status().path("active_failures")).isEmpty();
    gateway.post("/circuit-breakers/" + target(EAST) + "/reset");
    assertThat(gateway.chat("Why?").servedBy()).isEqualTo(target(EAST));
  }

  @ParameterizedTest
  @CsvSource({
    "region-outage, connection-failed, us-east-1",
    "throttling-storm, throttled, null",
    "flapping, unavailable, us-east-1",
    "slow-poison, latency-only, us-east-1",
    "mid-stream-cuts, stream-cut, null"
  })
  void a_scenario_is_shown_as_what_it_does(String scenario, String kind, String region) {
    JsonNode active = enable("{'scenario':'" + scenario + "'}").body().path("active_failures");
    assertThat(active).hasSize(1);
    assertThat(active.get(0).path("kind").asText()).isEqualTo(kind);
    assertThat(active.get(0).path("region").asText()).isEqualTo(region);
    assertThat(status().path("active_failures")).isEqualTo(active);
  }

  @Test
  void in_a_region_outage_the_region_is_left_alone_and_nobody_notices() {
    enable("{'scenario':'region-outage'}");
    assertThat(gateway.chatInTurn(10)).allMatch(Reply::isLive);
    gateway.awaitState(target(EAST), State.OPEN);
    assertThat(gateway.chat("Why?").attempts()).isEqualTo(target(WEST) + "=ok");
  }

  @Test
  void bad_requests_are_refused_and_change_nothing() {
    Reply refused = enable("{'kind':'meteor'}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("detail").asText()).startsWith("kind must be one of [");
    assertThat(status().path("failures_enabled").booleanValue()).isFalse();
  }
}
