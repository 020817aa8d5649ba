package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A target that only an operator can mend is set aside after one call, not hammered. */
@Timeout(60)
class MisconfiguredTargetTest {

  @ParameterizedTest
  @CsvSource({
    "RESOURCE_NOT_FOUND, target-model-not-found",
    "ACCESS_DENIED, target-access-denied",
    "ON_DEMAND_NOT_SUPPORTED, target-model-not-on-demand"
  })
  void a_misconfigured_target_is_set_aside_after_one_call_with_a_warning(
      FaultKind kind, String label) {
    try (var gateway = RunningGateway.with();
        var log = LogLines.of("bactrian.state")) {
      gateway.set(Fault.exception(kind).in(EAST));

      assertThat(gateway.chatInTurn(30)).allMatch(Reply::isLive);

      assertThat(gateway.received(EAST)).isEqualTo(1);
      assertThat(gateway.received(WEST)).isEqualTo(30);
      assertThat(gateway.breakerOf(EAST).getState()).isEqualTo(State.CLOSED);
      assertThat(gateway.board(target(EAST)).path("cooling_reason").textValue()).isEqualTo(label);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(log.containing(target(EAST)))
                      .singleElement()
                      .asString()
                      .startsWith("WARN ")
                      .contains("left_alone_ms=600000", "reason=" + label));
      assertThat(
              gateway
                  .metrics()
                  .sum("gateway_cooldowns_total", "\"" + target(EAST) + "\"", "\"" + label + "\""))
          .isEqualTo(1);
    }
  }

  @Test
  void a_target_that_was_mended_serves_again_when_its_time_is_over() {
    try (var gateway = RunningGateway.with("bactrian.cool-down.set-aside", "1s")) {
      gateway.set(Fault.exception(FaultKind.ACCESS_DENIED).in(EAST));
      gateway.chatInTurn(2);
      assertThat(gateway.received(EAST)).isEqualTo(1);
      gateway.heal();

      await().atMost(PATIENCE).until(() -> gateway.chat("mended?").servedBy().equals(target(EAST)));

      assertThat(gateway.board(target(EAST)).path("cooling_reason").isNull()).isTrue();
    }
  }

  @Test
  void when_every_target_is_misconfigured_callers_get_an_apology_and_bedrock_no_more_calls() {
    try (var gateway = RunningGateway.with()) {
      gateway.set(Fault.exception(FaultKind.ACCESS_DENIED));

      Reply first = gateway.chat("first");
      assertThat(first.status()).isEqualTo(503);
      assertThat(first.degraded()).isEqualTo("target-access-denied");
      assertThat(first.attempts().split(", ")).hasSize(2);
      gateway.awaitState("bedrock", State.OPEN);
      for (Reply reply : gateway.chatInTurn(20)) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.degraded()).isEqualTo("gateway-no-usable-target");
        assertThat(Integer.parseInt(reply.header("retry-after"))).isBetween(1, 300);
      }
      assertThat(gateway.received()).isEqualTo(2);
    }
  }
}
