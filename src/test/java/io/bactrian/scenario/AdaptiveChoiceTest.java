package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.fault.Fault;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Strategies that learn from calls or look at them, in the whole gateway. */
@Timeout(90)
class AdaptiveChoiceTest {

  @Test
  void least_latency_leaves_a_slow_region_most_of_its_calls_and_shows_why() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.strategy",
            "least-latency",
            "bactrian.simulator.target." + target(WEST) + ".latency",
            "2s")) {
      // The first calls of a process are slow wherever they go.
      gateway.breakerOf(WEST).transitionToForcedOpenState();
      gateway.chatInTurn(40);
      gateway.breakerOf(WEST).transitionToClosedState();
      assertThat(gateway.chatInTurn(40)).allMatch(Reply::isLive);

      assertThat(gateway.received(WEST)).isBetween(1L, 5L);
      assertThat(gateway.metrics().sum("gateway_target_score", target(WEST), "whole"))
          .isGreaterThan(gateway.metrics().sum("gateway_target_score", target(EAST), "whole"));
      JsonNode endpoints = gateway.get("/test/load-balancer-status").body().path("endpoints");
      assertThat(endpoints.get(1).path("latency_score_ms").asLong())
          .isGreaterThan(endpoints.get(0).path("latency_score_ms").asLong());
    }
  }

  @Test
  void least_latency_avoids_a_region_that_fails_at_once_before_its_breaker_opens() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.strategy", "least-latency", "bactrian.breaker.minimum-calls", "6")) {
      gateway.set(Fault.connectionRefused().in(EAST));
      assertThat(gateway.chatInTurn(60)).allMatch(Reply::isLive);
      assertThat(gateway.ledger().replies().stream().map(Reply::attempts))
          .filteredOn(attempts -> attempts.contains(EAST))
          .hasSizeLessThan(6);
    }
  }

  @Test
  void a_prompt_stays_with_its_region_leaves_it_when_it_is_out_and_comes_back() {
    try (var gateway = RunningGateway.with("bactrian.strategy", "prompt-cache-affinity")) {
      String home = gateway.chat("Why?", "Be brief.").servedBy();
      assertThat(servedBy(gateway)).containsOnly(home);

      gateway.breaker(home).transitionToForcedOpenState();
      assertThat(servedBy(gateway)).hasSize(20).doesNotContain(home);

      gateway.breaker(home).transitionToClosedState();
      assertThat(servedBy(gateway)).containsOnly(home);
    }
  }

  @Test
  void different_prompts_have_different_regions() {
    try (var gateway = RunningGateway.with("bactrian.strategy", "prompt-cache-affinity")) {
      assertThat(gateway.chatInTurn(40).stream().map(Reply::servedBy))
          .contains(target(EAST), target(WEST));
    }
  }

  private static List<String> servedBy(RunningGateway gateway) {
    return IntStream.range(0, 20)
        .mapToObj(i -> gateway.chat("Why?", "Be brief.").servedBy())
        .toList();
  }
}
