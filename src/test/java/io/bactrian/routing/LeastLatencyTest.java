package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shares of targets in simulated traffic: 10 calls a second unless a test says otherwise. */
class LeastLatencyTest {

  private static final String EAST = Calls.EAST.region();
  private static final String WEST = Calls.WEST.region();
  private static final String EUROPE = Calls.EUROPE.region();
  private static final GatewayCall CALL = Calls.planned(Calls.EAST, Calls.WEST, Calls.EUROPE);
  private static final Duration TENTH = Duration.ofMillis(100);

  private final BalancedTraffic traffic =
      new BalancedTraffic("least-latency", Calls.EAST, Calls.WEST, Calls.EUROPE);

  LeastLatencyTest() {
    traffic.latency.putAll(
        Map.of(
            EAST, Duration.ofMillis(800),
            WEST, Duration.ofMillis(800),
            EUROPE, Duration.ofMillis(800)));
  }

  private Map<String, Integer> send(int calls) {
    return traffic.send(calls, TENTH, CALL);
  }

  @Test
  void equal_targets_get_equal_shares() {
    assertThat(send(3_000)).allSatisfy((region, calls) -> assertThat(calls).isBetween(900, 1_100));
  }

  @Test
  void a_target_five_times_slower_gets_a_small_share_and_is_not_forgotten() {
    traffic.latency.put(WEST, Duration.ofSeconds(4));
    assertThat(send(3_000).get(WEST)).isBetween(10, 300);
  }

  @Test
  void a_target_that_becomes_slow_loses_its_share_and_has_it_back_when_it_recovers() {
    send(300);
    traffic.latency.put(EUROPE, Duration.ofSeconds(8));
    send(300);
    assertThat(send(600).get(EUROPE)).isLessThan(60);

    traffic.latency.put(EUROPE, Duration.ofMillis(800));
    send(600);
    assertThat(send(600).get(EUROPE)).isBetween(150, 250);
  }

  @Test
  void a_target_that_fails_at_once_is_avoided_though_it_is_quick() {
    traffic.latency.put(EAST, Duration.ofMillis(5));
    traffic.failing.put(EAST, FailureKind.TARGET_UNAVAILABLE);
    assertThat(send(3_000).get(EAST)).isLessThan(150);

    traffic.failing.clear();
    traffic.latency.put(EAST, Duration.ofMillis(800));
    send(1_200);
    assertThat(send(600).get(EAST)).isBetween(150, 250);
  }

  @Test
  void without_any_sample_a_burst_spreads_evenly() {
    assertThat(traffic.send(300, Duration.ZERO, CALL))
        .allSatisfy((region, calls) -> assertThat(calls).isBetween(90, 110));
  }

  @Test
  void a_target_without_samples_is_asked_first_but_by_one_call_at_a_time() {
    traffic.latency.put(EUROPE, Duration.ofSeconds(30));
    traffic.strategies.scores().restore(known(EAST, WEST), Duration.ZERO);
    // It is one of the two that are compared in two choices of three, so soon.
    Map<String, Integer> counts = send(200);
    assertThat(counts.get(EUROPE)).isEqualTo(1);
  }

  @Test
  void of_two_targets_the_better_one_is_taken_whatever_chance_says() {
    var scores = new TargetScores(traffic.clock);
    scores.restore(known(EAST, WEST), Duration.ZERO);
    for (double chance = 0; chance < 1; chance += 0.01) {
      double fixed = chance;
      var strategy =
          new LeastLatency(scores, target -> target.equals(Calls.EAST) ? 2 : 1, () -> fixed);
      assertThat(strategy.choose(List.of(Calls.EAST, Calls.WEST), CALL)).isEqualTo(Calls.WEST);
      assertThat(strategy.choose(List.of(Calls.WEST, Calls.EAST), CALL)).isEqualTo(Calls.WEST);
    }
  }

  private static Map<String, TargetScores.Score> known(String... regions) {
    Map<String, TargetScores.Score> scores = new HashMap<>();
    for (String region : regions) {
      Duration second = Duration.ofSeconds(1);
      scores.put(region + "/haiku", new TargetScores.Score(second, second));
    }
    return scores;
  }
}
