package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private final TestPool test = new TestPool(Calls.WEST, Calls.EAST);
  private final Planner planner = new Planner(test.pool);

  @Test
  void finds_all_targets_of_the_model_healthy_or_not() {
    test.health(Calls.WEST).drain(true);
    assertThat(planner.plan(Calls.asking("Why?")).targets())
        .containsExactly(Calls.WEST, Calls.EAST);
  }

  @Test
  void refuses_a_model_that_nobody_offers() {
    var call = Calls.planned().withPlan("sonnet", java.util.List.of());
    assertThatThrownBy(() -> planner.plan(call))
        .isInstanceOfSatisfying(
            CallFailed.class,
            failed -> assertThat(failed.kind()).isEqualTo(FailureKind.CALLER_UNKNOWN_MODEL))
        .hasMessageContaining("'sonnet'");
  }
}
