package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.CallFailed;
import io.bactrian.call.CallOptions;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private final TestPool test = new TestPool(Calls.WEST, Calls.EAST, Calls.EUROPE);
  private final Planner planner = new Planner(test.pool);

  private static GatewayCall asking(String... geos) {
    return Calls.asking("Why?").withOptions(new CallOptions(Optional.empty(), Set.of(geos)));
  }

  private UnaryOperator<GatewayCall> keeping(Residency residency) {
    return call -> planner.plan(residency.confine(call));
  }

  private static void assertRefused(
      UnaryOperator<GatewayCall> plan, GatewayCall call, FailureKind kind, String... words) {
    assertThatThrownBy(() -> plan.apply(call))
        .isInstanceOfSatisfying(
            CallFailed.class, failed -> assertThat(failed.kind()).isEqualTo(kind))
        .satisfies(failed -> assertThat(failed.getMessage()).contains(words));
  }

  @Test
  void finds_all_targets_of_the_model_healthy_or_not() {
    test.health(Calls.WEST).drain(true);
    assertThat(planner.plan(asking()).targets())
        .containsExactly(Calls.WEST, Calls.EAST, Calls.EUROPE);
  }

  @Test
  void refuses_a_model_that_nobody_offers() {
    var call = Calls.planned().withPlan("sonnet", List.of());
    assertRefused(planner::plan, call, FailureKind.CALLER_UNKNOWN_MODEL, "'sonnet'");
  }

  @Test
  void keeps_to_the_geos_that_the_caller_asks_for() {
    assertThat(planner.plan(asking("eu")).targets()).containsExactly(Calls.EUROPE);
    assertThat(planner.plan(asking("us", "ap")).targets()).containsExactly(Calls.WEST, Calls.EAST);
    assertRefused(
        planner::plan,
        asking("ap", "af"),
        FailureKind.CALLER_RESIDENCY,
        "'haiku' is offered in the geos eu, us",
        "may be answered in: af, ap");
  }

  @Test
  void keeps_to_the_geos_of_the_tenant_and_tells_them_to_what_comes_later() {
    var residency = new Residency(Set.of("us"), Map.of("default", Set.of("eu", "ap")));
    UnaryOperator<GatewayCall> strict = keeping(residency);

    GatewayCall planned = strict.apply(asking());
    assertThat(planned.targets()).containsExactly(Calls.EUROPE);
    assertThat(planned.options().geos()).containsExactlyInAnyOrder("eu", "ap");
    assertThat(strict.apply(asking("us", "eu")).options().geos()).containsExactly("eu");
    assertRefused(
        strict,
        asking("us"),
        FailureKind.CALLER_RESIDENCY,
        "x-bactrian-geo asks for us; allowed: ap, eu");
    assertRefused(strict, asking("ap"), FailureKind.CALLER_RESIDENCY, "answered in: ap");
  }

  @Test
  void keeps_tenants_without_geos_of_their_own_to_those_for_all() {
    var residency = new Residency(Set.of("us"), Map.of("other", Set.of()));
    assertThat(keeping(residency).apply(asking()).targets())
        .containsExactly(Calls.WEST, Calls.EAST);

    var free = new Residency(Set.of("us"), Map.of("default", Set.of()));
    assertThat(keeping(free).apply(asking()).targets()).hasSize(3);
  }
}
