package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.simulator.fault.Fault;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls are shared over three regions as the settings say, and a dead one's share is not lost. */
@Timeout(60)
class LoadBalancingTest {

  private static final String ONE = "us-east-1";
  private static final String TWO = "us-west-2";
  private static final String THREE = "eu-central-1";
  private static final Percentage TWO_PERCENT = Percentage.withPercentage(2);

  @Test
  void round_robin_shares_calls_evenly() {
    try (var gateway = three("round-robin")) {
      assertThat(served(gateway, 300)).isEqualTo(Map.of(ONE, 100L, TWO, 100L, THREE, 100L));
    }
  }

  @Test
  void weighted_shares_are_within_two_percent_and_a_dead_regions_share_spreads_by_weight() {
    try (var gateway =
        three(
            "weighted",
            "bactrian.region." + ONE + ".weight",
            "5",
            "bactrian.region." + TWO + ".weight",
            "3",
            "bactrian.region." + THREE + ".weight",
            "2")) {
      Map<String, Long> all = served(gateway, 1_000);
      assertThat(all.get(ONE)).isCloseTo(500, TWO_PERCENT);
      assertThat(all.get(TWO)).isCloseTo(300, TWO_PERCENT);
      assertThat(all.get(THREE)).isCloseTo(200, TWO_PERCENT);

      kill(gateway, ONE);

      Map<String, Long> rest = served(gateway, 1_000);
      assertThat(rest.get(ONE)).isZero();
      assertThat(rest.get(TWO)).isCloseTo(600, TWO_PERCENT);
      assertThat(rest.get(THREE)).isCloseTo(400, TWO_PERCENT);
    }
  }

  @Test
  void failover_uses_the_regions_in_their_order() {
    try (var gateway =
        three(
            "failover",
            "bactrian.region." + ONE + ".order",
            "2",
            "bactrian.region." + TWO + ".order",
            "3",
            "bactrian.region." + THREE + ".order",
            "1")) {
      assertThat(served(gateway, 20)).isEqualTo(Map.of(ONE, 0L, TWO, 0L, THREE, 20L));

      kill(gateway, THREE);
      assertThat(served(gateway, 20)).isEqualTo(Map.of(ONE, 20L, TWO, 0L, THREE, 0L));

      kill(gateway, ONE);
      assertThat(served(gateway, 20)).isEqualTo(Map.of(ONE, 0L, TWO, 20L, THREE, 0L));
    }
  }

  @Test
  void a_strategy_class_of_the_users_own_decides() {
    try (var gateway = three(LastOfAll.class.getName())) {
      assertThat(served(gateway, 20)).isEqualTo(Map.of(ONE, 0L, TWO, 0L, THREE, 20L));

      kill(gateway, THREE);
      assertThat(served(gateway, 20)).isEqualTo(Map.of(ONE, 0L, TWO, 20L, THREE, 0L));
    }
  }

  @Test
  void a_strategy_that_breaks_costs_an_apology_and_nothing_else() {
    try (var gateway = three(Stumbling.class.getName())) {
      assertThat(gateway.chat("stumble").degraded()).isEqualTo("gateway-internal-error");
      assertThat(gateway.chat("stumble").status()).isEqualTo(503);
      assertThat(served(gateway, 20)).isEqualTo(Map.of(ONE, 20L, TWO, 0L, THREE, 0L));
    }
  }

  private static RunningGateway three(String strategy, String... settings) {
    String[] all = new String[settings.length + 4];
    all[0] = "bactrian.regions";
    all[1] = String.join(",", ONE, TWO, THREE);
    all[2] = "bactrian.strategy";
    all[3] = strategy;
    System.arraycopy(settings, 0, all, 4, settings.length);
    return RunningGateway.with(all);
  }

  /** The region's breaker opens, and stays so for the rest of a test. */
  private static void kill(RunningGateway gateway, String region) {
    gateway.set(Fault.connectionRefused().in(region));
    while (gateway.breakerOf(region).getState() != State.OPEN) {
      assertThat(gateway.chat("while it dies").isLive()).isTrue();
    }
  }

  /** Sends calls, all of which must be answered live, and counts who answered. */
  private static Map<String, Long> served(RunningGateway gateway, int calls) {
    Map<String, Long> served = new HashMap<>(Map.of(ONE, 0L, TWO, 0L, THREE, 0L));
    for (Reply reply : gateway.chatByFew(calls)) {
      assertThat(reply.isLive()).as("%s", reply).isTrue();
      served.merge(reply.field("region"), 1L, Long::sum);
      assertThat(reply.servedBy()).isEqualTo(target(reply.field("region")));
    }
    return served;
  }
}
