package io.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Target;
import io.bactrian.event.GatewayEvent.TargetCooled;
import io.bactrian.event.GatewayEvent.TargetRecovered;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.bactrian.resilience.TargetHealth.Cooling;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetHealthTest {

  private final TestPool test = new TestPool(Calls.EAST, Calls.WEST);
  private final TargetHealth east = test.health(Calls.EAST);

  @Test
  void is_usable_while_breaker_pause_and_operator_allow() {
    assertThat(east.usable()).isTrue();
    east.breaker().transitionToOpenState();
    assertThat(east.usable()).isFalse();
    east.breaker().transitionToHalfOpenState();
    assertThat(east.usable()).isTrue();
    east.breaker().transitionToForcedOpenState();
    assertThat(east.usable()).isFalse();
    east.breaker().transitionToDisabledState();
    assertThat(east.usable()).isTrue();
    east.drain(true);
    assertThat(east.usable()).isFalse();
    east.drain(false);
    test.fail(Calls.EAST, FailureKind.TARGET_THROTTLED);
    assertThat(east.usable()).isFalse();
    assertThat(east.coolingReason()).contains(FailureKind.TARGET_THROTTLED);
    east.endCooling();
    assertThat(east.usable()).isTrue();
  }

  @Test
  void is_left_alone_for_as_long_as_is_known_from_elsewhere_and_says_so() {
    var known = new Cooling(FailureKind.TARGET_UNAVAILABLE, Duration.ofMinutes(5), 0);
    assertThat(east.resumeCooling(known)).isTrue();
    assertThat(east.resumeCooling(known)).as("nothing new").isFalse();
    assertThat(east.usable()).isFalse();
    assertThat(east.coolingLeft()).isEqualTo(Duration.ofMinutes(5));
    assertThat(test.events.of(TargetCooled.class))
        .containsExactly(
            new TargetCooled(
                Calls.EAST.id(), FailureKind.TARGET_UNAVAILABLE, Duration.ofMinutes(5)));

    test.clock.advance(Duration.ofMinutes(5));
    east.enter().orElseThrow().end(Optional.empty());
    assertThat(test.events.of(TargetRecovered.class)).hasSize(1);
  }

  @Test
  void counts_visits_until_they_end() {
    Visit one = east.enter().orElseThrow();
    Visit other = east.enter().orElseThrow();
    assertThat(east.inFlight()).isEqualTo(2);
    one.end(Optional.empty());
    other.end(Optional.of(FailureKind.TARGET_TIMEOUT));
    assertThat(east.inFlight()).isZero();
  }

  @Test
  void refuses_visits_while_drained_or_paused_and_counts_none() {
    east.drain(true);
    assertThat(east.enter()).isEmpty();
    east.drain(false);
    test.fail(Calls.EAST, FailureKind.TARGET_ACCESS_DENIED);
    assertThat(east.enter()).isEmpty();
    assertThat(east.inFlight()).isZero();
  }

  @Test
  void publishes_pause_and_recovery_once() {
    Visit one = east.enter().orElseThrow();
    Visit other = east.enter().orElseThrow();
    one.end(Optional.of(FailureKind.TARGET_THROTTLED));
    other.end(Optional.of(FailureKind.TARGET_THROTTLED));
    assertThat(test.events.of(TargetCooled.class))
        .containsExactly(
            new TargetCooled(
                "us-east-1/haiku", FailureKind.TARGET_THROTTLED, Duration.ofSeconds(2)));

    test.clock.advance(Duration.ofSeconds(2));
    east.enter().orElseThrow().end(Optional.empty());
    east.enter().orElseThrow().end(Optional.empty());
    assertThat(test.events.of(TargetRecovered.class))
        .containsExactly(new TargetRecovered("us-east-1/haiku"));
  }

  @Test
  void an_operator_can_weigh_it() {
    east.weigh(7);
    assertThat(east.target()).isEqualTo(Calls.EAST.withWeight(7));
    assertThat(test.health(Calls.WEST).target().weight()).isEqualTo(1);
  }

  @Test
  void the_pool_finds_targets_by_model_and_region_in_configured_order() {
    Target sonnet = new Target("us-east-1", "sonnet", "id", 1, 0);
    var pool = new TestPool(Calls.WEST, sonnet, Calls.EAST).pool;

    assertThat(pool.offering("haiku")).containsExactly(Calls.WEST, Calls.EAST);
    assertThat(pool.offering("sonnet")).containsExactly(sonnet);
    assertThat(pool.offering("unknown")).isEmpty();
    assertThat(pool.all())
        .extracting(health -> health.target().id())
        .containsExactly("us-west-2/haiku", "us-east-1/sonnet", "us-east-1/haiku");
    assertThat(pool.inRegion("us-east-1")).hasSize(2);
    assertThat(pool.inRegion("nowhere")).isEmpty();
  }
}
