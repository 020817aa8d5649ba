package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.fixture.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which targets the strategies choose, and how often. */
@Timeout(20)
class SharesTest {

  private static final GatewayCall CALL = Calls.planned(Calls.EAST, Calls.WEST, Calls.EUROPE);
  private static final List<Target> THREE = List.of(Calls.EAST, Calls.WEST, Calls.EUROPE);

  private static Map<String, Integer> counts(
      LoadBalancingStrategy strategy, List<Target> usable, int calls) {
    Map<String, Integer> counts = new ConcurrentHashMap<>();
    for (int i = 0; i < calls; i++) {
      counts.merge(strategy.choose(usable, CALL).region(), 1, Integer::sum);
    }
    return counts;
  }

  private static List<Target> weighted(int east, int west, int europe) {
    return List.of(
        Calls.EAST.withWeight(east), Calls.WEST.withWeight(west), Calls.EUROPE.withWeight(europe));
  }

  @Test
  void round_robin_takes_turns() {
    var strategy = new RoundRobin();
    List<Target> chosen = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      chosen.add(strategy.choose(THREE, CALL));
    }
    assertThat(chosen.subList(0, 3)).containsExactlyInAnyOrderElementsOf(THREE);
    assertThat(chosen.subList(3, 6)).isEqualTo(chosen.subList(0, 3));
  }

  @Test
  void round_robin_is_exactly_fair_to_any_number_of_threads() {
    var strategy = new RoundRobin();
    Map<String, Integer> counts = new ConcurrentHashMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3_000; i++) {
        threads.submit(() -> counts.merge(strategy.choose(THREE, CALL).region(), 1, Integer::sum));
      }
    }
    assertThat(counts)
        .isEqualTo(Map.of("us-east-1", 1_000, "us-west-2", 1_000, "eu-west-1", 1_000));
  }

  @Test
  void round_robin_ignores_weights() {
    assertThat(counts(new RoundRobin(), weighted(0, 9, 1), 300)).containsValues(100, 100, 100);
  }

  @Test
  void round_robin_gives_each_model_turns_of_its_own() {
    var strategy = new RoundRobin();
    List<Target> other =
        List.of(
            new Target("us-east-1", "sonnet", "id", 1, 0),
            new Target("us-west-2", "sonnet", "id", 1, 1));
    List<Target> two = List.of(Calls.EAST, Calls.WEST);
    Map<String, Integer> counts = new ConcurrentHashMap<>();
    for (int i = 0; i < 100; i++) {
      counts.merge(strategy.choose(two, CALL).id(), 1, Integer::sum);
      counts.merge(strategy.choose(other, CALL).id(), 1, Integer::sum);
    }
    assertThat(counts).hasSize(4).allSatisfy((id, count) -> assertThat(count).isEqualTo(50));
  }

  @Test
  void weighted_shares_are_exact_over_a_cycle() {
    assertThat(counts(new SmoothWeighted(), weighted(5, 3, 2), 1_000))
        .isEqualTo(Map.of("us-east-1", 500, "us-west-2", 300, "eu-west-1", 200));
  }

  @Test
  void weighted_shares_are_exact_with_any_number_of_threads() {
    var strategy = new SmoothWeighted();
    List<Target> usable = weighted(7, 2, 1);
    Map<String, Integer> counts = new ConcurrentHashMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1_000; i++) {
        threads.submit(() -> counts.merge(strategy.choose(usable, CALL).region(), 1, Integer::sum));
      }
    }
    assertThat(counts).isEqualTo(Map.of("us-east-1", 700, "us-west-2", 200, "eu-west-1", 100));
  }

  @Test
  void weighted_spreads_a_share_over_time() {
    var strategy = new SmoothWeighted();
    var order = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      order.append(strategy.choose(weighted(5, 1, 1), CALL).region().charAt(3));
    }
    assertThat(order).hasToString("eewewee".replace('w', 'w')).hasSize(7);
  }

  @Test
  void a_dead_targets_share_falls_to_the_others_by_their_weights() {
    var strategy = new SmoothWeighted();
    counts(strategy, weighted(5, 3, 2), 37);
    Map<String, Integer> counts = counts(strategy, weighted(5, 3, 2).subList(1, 3), 1_000);
    assertThat(counts).doesNotContainKey("us-east-1");
    assertThat(counts.get("us-west-2")).isBetween(598, 602);
  }

  @Test
  void a_recovered_target_does_not_catch_up() {
    var strategy = new SmoothWeighted();
    List<Target> all = weighted(1, 1, 1);
    counts(strategy, all.subList(1, 3), 1_000);
    assertThat(counts(strategy, all, 30).get("us-east-1")).isBetween(9, 11);
  }

  @Test
  void weight_zero_takes_calls_only_when_no_weighted_target_is_usable() {
    var strategy = new SmoothWeighted();
    assertThat(counts(strategy, weighted(0, 1, 1), 100)).doesNotContainKey("us-east-1");
    assertThat(counts(strategy, weighted(0, 1, 1).subList(0, 1), 10))
        .containsEntry("us-east-1", 10);
  }

  @Test
  void in_order_takes_the_lowest_rank_and_the_first_of_equals() {
    var strategy = new InOrder();
    assertThat(strategy.choose(List.of(Calls.EUROPE, Calls.WEST, Calls.EAST), CALL))
        .isEqualTo(Calls.EAST);
    assertThat(strategy.choose(List.of(Calls.EUROPE, Calls.WEST), CALL)).isEqualTo(Calls.WEST);
    Target equal = Calls.target("ap-south-1", 1, 1);
    assertThat(strategy.choose(List.of(equal, Calls.WEST), CALL)).isEqualTo(equal);
  }
}
