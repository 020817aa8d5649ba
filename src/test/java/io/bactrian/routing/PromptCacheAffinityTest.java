package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptCacheAffinityTest {

  private static final List<Target> THREE = List.of(Calls.EAST, Calls.WEST, Calls.EUROPE);

  private final Map<String, Long> inFlight = new HashMap<>();
  private final PromptCacheAffinity strategy =
      new PromptCacheAffinity(target -> inFlight.getOrDefault(target.region(), 0L));

  private static GatewayCall prompt(int number) {
    return Calls.asking("prompt " + number).withPlan("haiku", THREE);
  }

  private static List<Target> without(Target target) {
    return THREE.stream().filter(other -> !other.equals(target)).toList();
  }

  private Map<String, Integer> shares(List<Target> usable, int prompts) {
    Map<String, Integer> shares = new HashMap<>();
    for (int i = 0; i < prompts; i++) {
      shares.merge(strategy.choose(usable, prompt(i)).region(), 1, Integer::sum);
    }
    return shares;
  }

  @Test
  void the_same_prompt_goes_to_the_same_target_in_whatever_order_they_are_listed() {
    for (int i = 0; i < 100; i++) {
      Target home = strategy.choose(THREE, prompt(i));
      assertThat(strategy.choose(THREE, prompt(i))).isEqualTo(home);
      assertThat(strategy.choose(THREE.reversed(), prompt(i))).isEqualTo(home);
    }
  }

  @Test
  void prompts_spread_evenly() {
    assertThat(shares(THREE, 3_000).values())
        .hasSize(3)
        .allSatisfy(share -> assertThat(share).isBetween(900, 1_100));
  }

  @Test
  void prompts_spread_by_weight_and_weight_zero_stands_by() {
    List<Target> weighted =
        List.of(Calls.EAST.withWeight(3), Calls.WEST.withWeight(1), Calls.EUROPE.withWeight(0));
    Map<String, Integer> shares = shares(weighted, 4_000);
    assertThat(shares).hasSize(2);
    assertThat(shares.get("us-east-1")).isBetween(2_850, 3_150);
    List<Target> standBy = List.of(Calls.EAST.withWeight(0), Calls.WEST.withWeight(0));
    assertThat(shares(standBy, 400).values())
        .hasSize(2)
        .allSatisfy(share -> assertThat(share).isBetween(150, 250));
  }

  @Test
  void without_its_home_a_prompt_has_a_second_one_and_the_other_prompts_stay() {
    Map<String, Integer> second = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      Target home = strategy.choose(THREE, prompt(i));
      Target next = strategy.choose(without(home), prompt(i));
      assertThat(next).isNotEqualTo(home);
      assertThat(strategy.choose(without(home), prompt(i))).isEqualTo(next);
      second.merge(next.region(), 1, Integer::sum);
      Target unrelated =
          without(home).stream().filter(t -> !t.equals(next)).findAny().orElseThrow();
      assertThat(strategy.choose(without(unrelated), prompt(i))).isEqualTo(home);
      assertThat(strategy.choose(THREE, prompt(i))).isEqualTo(home);
    }
    assertThat(second).hasSize(3);
  }

  @Test
  void a_hot_prompt_may_take_half_more_than_a_fair_share_of_a_target() {
    Target home = strategy.choose(THREE, prompt(1));
    for (int i = 0; i < 300; i++) {
      inFlight.merge(strategy.choose(THREE, prompt(1)).region(), 1L, Long::sum);
    }
    assertThat(inFlight.get(home.region())).isBetween(148L, 150L);
    assertThat(inFlight.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(300);
    assertThat(inFlight).hasSizeGreaterThan(1);
  }

  @Test
  void a_few_calls_at_once_stay_together() {
    Target home = strategy.choose(THREE, prompt(1));
    for (int i = 0; i < 16; i++) {
      assertThat(strategy.choose(THREE, prompt(1))).isEqualTo(home);
      inFlight.merge(home.region(), 1L, Long::sum);
    }
    assertThat(strategy.choose(THREE, prompt(1))).isNotEqualTo(home);
  }

  @Test
  void steady_traffic_of_one_prompt_warms_one_cache() {
    var traffic =
        new BalancedTraffic("prompt-cache-affinity", Calls.EAST, Calls.WEST, Calls.EUROPE);
    THREE.forEach(target -> traffic.latency.put(target.region(), Duration.ofSeconds(1)));
    assertThat(traffic.send(500, Duration.ofMillis(100), prompt(1)).values()).contains(500);
  }
}
