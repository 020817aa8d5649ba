package io.bactrian.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.bedrock.InjectedFailures;
import io.bactrian.bedrock.RegionMapping;
import io.bactrian.call.FailureKind;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.bactrian.routing.CurrentStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The controls of the /test endpoints and of JMX. */
class SteeringTest {

  private final TestPool test = new TestPool(Calls.EAST, Calls.WEST);
  private final InjectedFailures failures = new InjectedFailures(System::nanoTime, () -> 0.0);
  private final RegionMapping mapping =
      new RegionMapping(
          Map.of(
              "us-east-1", URI.create("http://east.example"),
              "us-west-2", URI.create("http://west.example")));
  private final CurrentStrategy strategy = new CurrentStrategy("round-robin", test.strategies());
  private final TestControls controls =
      new TestControls(test.pool, test.breakers, strategy, failures, mapping, test.events);
  private final RegionsBean regions =
      new RegionsBean(test.pool, test.poolBreaker, strategy, test.events);

  private List<String> acted() {
    return test.events.of(OperatorActed.class).stream().map(OperatorActed::what).toList();
  }

  @Test
  void failures_are_switched_on_for_one_region_or_all_and_off_for_all() throws IOException {
    var east = new ObjectMapper().readTree("{\"region\": \"us-east-1\"}");
    assertThat(controls.enableFailures(east, "10.0.0.7"))
        .containsEntry("message", "Failures enabled in [us-east-1]");
    assertThat(controls.enableFailures(null, "10.0.0.7"))
        .containsEntry("message", "Failures enabled in [us-east-1, us-west-2]");
    assertThat(failures.all()).hasSize(2);
    controls.disableFailures("10.0.0.7");
    assertThat(failures.enabled()).isFalse();
    assertThat(test.events.of(OperatorActed.class))
        .containsExactly(
            new OperatorActed("enable-failures unavailable in us-east-1", "10.0.0.7"),
            new OperatorActed("enable-failures unavailable in all regions", "10.0.0.7"),
            new OperatorActed("disable-failures", "10.0.0.7"));
  }

  @Test
  void failures_in_an_unknown_region_are_refused() throws IOException {
    var mars = new ObjectMapper().readTree("{\"region\": \"mars-1\"}");
    assertThatThrownBy(() -> controls.enableFailures(mars, "10.0.0.7"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("region must be one of [us-east-1, us-west-2]");
    assertThat(failures.enabled()).isFalse();
    assertThat(acted()).isEmpty();
  }

  @Test
  void the_circuit_status_is_the_pools_with_each_targets() {
    var east = test.health(Calls.EAST).breaker();
    for (int i = 0; i < 3; i++) {
      east.onError(1, TimeUnit.MILLISECONDS, TestPool.failure(FailureKind.TARGET_TIMEOUT));
    }
    Map<String, Object> status = controls.circuitStatus();
    assertThat(status)
        .containsEntry("circuit_state", "closed")
        .containsEntry("failure_count", 0L)
        .containsEntry("failures_enabled", false);
    assertThat(status.get("targets"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry(
            "us-east-1/haiku",
            Map.of("circuit_state", "open", "failure_count", 3L, "current_failures", 3))
        .containsKey("us-west-2/haiku");
  }

  @Test
  void the_balancer_status_tells_strategy_and_health() {
    test.health(Calls.WEST).drain(true);
    Map<String, Object> status = controls.loadBalancerStatus();
    assertThat(status).containsEntry("strategy", "round-robin");
    assertThat(status.get("endpoints"))
        .isEqualTo(List.of(endpoint("us-east-1", true, 0), endpoint("us-west-2", false, 1)));
  }

  private static Map<String, Object> endpoint(String region, boolean healthy, int order) {
    return Map.ofEntries(
        Map.entry("region", region),
        Map.entry("model", "haiku"),
        Map.entry("healthy", healthy),
        Map.entry("group", "primary"),
        Map.entry("geo", "us"),
        Map.entry("weight", 1),
        Map.entry("order", order),
        Map.entry("in_flight", 0L),
        Map.entry("concurrency_limit", 0),
        Map.entry("latency_score_ms", 0L),
        Map.entry("first_content_score_ms", 0L));
  }

  @Test
  void regions_are_mapped_and_unmapped() {
    assertThat(controls.setRegionMapping("us-east-1", "us-west-2", "10.0.0.7"))
        .containsEntry("mappings", Map.of("us-east-1", "us-west-2"));
    controls.clearRegionMapping("10.0.0.7");
    assertThat(mapping.mappings()).isEmpty();
    assertThat(acted())
        .containsExactly("set-region-mapping us-east-1 to us-west-2", "clear-region-mapping");
    assertThatThrownBy(() -> controls.setRegionMapping("us-east-1", null, "10.0.0.7"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("source_region and target_region");
    assertThatThrownBy(
            () -> controls.setRegionMapping("us-east-1\nforged", "us-west-2", "10.0.0.7"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("forged");
    assertThat(acted()).hasSize(2);
  }

  @Test
  void jmx_changes_the_strategy_to_known_ones_only() {
    regions.setStrategy("weighted");
    assertThat(regions.getStrategy()).isEqualTo("weighted");
    assertThatThrownBy(() -> regions.setStrategy("random\nforged"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(regions.getStrategy()).isEqualTo("weighted");
    assertThat(acted()).containsExactly("strategy weighted");
  }

  @Test
  void jmx_drains_regions_and_the_pool_follows() {
    regions.drainRegion("us-east-1");
    assertThat(regions.getUsableTargets()).isEqualTo(1);
    regions.drainRegion("us-west-2");
    assertThat(test.poolBreaker.breaker().getState()).isEqualTo(State.OPEN);
    regions.undrainRegion("us-east-1");
    assertThat(test.poolBreaker.breaker().getState()).isEqualTo(State.CLOSED);
    assertThat(regions.getTargets())
        .containsExactly(
            "us-east-1/haiku state=CLOSED usable=true group=primary geo=us weight=1 inFlight=0 latencyMs=0 firstContentMs=0",
            "us-west-2/haiku state=CLOSED usable=false group=primary geo=us weight=1 inFlight=0 latencyMs=0 firstContentMs=0");
  }

  @Test
  void jmx_weighs_regions_within_the_range_of_the_setting() {
    regions.setRegionWeight("us-east-1", 1_000);
    regions.setRegionWeight("us-west-2", 0);
    assertThat(test.health(Calls.EAST).target().weight()).isEqualTo(1_000);
    for (int weight : new int[] {-1, 1_001}) {
      assertThatThrownBy(() -> regions.setRegionWeight("us-east-1", weight))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("weight must be from 0 to 1000, not " + weight);
    }
    assertThatThrownBy(() -> regions.setRegionWeight("mars-1", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no region 'mars-1'");
  }
}
