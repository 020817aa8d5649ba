package io.bactrian.routing;

import static io.bactrian.call.FailureKind.GATEWAY_INTERNAL_ERROR;
import static io.bactrian.call.FailureKind.GATEWAY_NO_USABLE_TARGET;
import static io.bactrian.call.FailureKind.TARGET_EMPTY_REPLY;
import static io.bactrian.call.FailureKind.TARGET_NOT_PERMITTED;
import static io.bactrian.call.FailureKind.TARGET_THROTTLED;
import static io.bactrian.call.FailureKind.TARGET_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a walk treats the health of targets. */
class FailoverVisitsTest {

  private final FailoverStage stage = new FailoverStage();

  @Test
  void targets_that_are_not_usable_are_not_asked() {
    stage.test.health(Calls.EAST).breaker().transitionToOpenState();
    stage.test.health(Calls.WEST).drain(true);

    assertThat(FailoverStage.walk(stage.answer().attempts())).containsExactly("eu-west-1=ok");
  }

  @Test
  void without_a_usable_target_nothing_is_tried() {
    stage.test.pool.all().forEach(health -> health.drain(true));

    CallFailed failed = stage.failure(FailoverStage.settings(4, 3));

    assertThat(failed.kind()).isEqualTo(GATEWAY_NO_USABLE_TARGET);
    assertThat(failed.attempts()).isEmpty();
  }

  @Test
  void a_visit_that_is_refused_costs_no_attempt_and_is_recorded_once() {
    stage.test.fail(Calls.EAST, TARGET_THROTTLED);
    stage.test.clock.advance(Duration.ofSeconds(2));
    // Somebody else's probe is under way, so the target looks usable and yet refuses.
    var probe = stage.test.health(Calls.EAST).enter().orElseThrow();

    GatewayCall answered =
        stage.failover(FailoverStage.settings(1, 5)).answer(stage.call, stage::transport);

    assertThat(FailoverStage.walk(answered.attempts()))
        .containsExactly("us-east-1=target-not-permitted", "us-west-2=ok");
    assertThat(stage.sent).hasSize(1);
    probe.end(Optional.empty());
  }

  @Test
  void breakers_that_refuse_everywhere_are_told_as_no_usable_target() {
    for (var target : stage.call.targets()) {
      stage.failing.put(target.region(), TARGET_NOT_PERMITTED);
    }

    CallFailed failed = stage.failure(FailoverStage.settings(2, 5));

    assertThat(failed.kind()).isEqualTo(GATEWAY_NO_USABLE_TARGET);
    assertThat(failed.attempts()).hasSize(3).noneMatch(Attempt::reachedTarget);
  }

  @Test
  void a_transport_that_brings_nothing_back_has_failed() {
    assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(
            () -> stage.failover(FailoverStage.settings(1, 1)).answer(stage.call, attempt -> null))
        .satisfies(failed -> assertThat(failed.kind()).isEqualTo(TARGET_EMPTY_REPLY));
  }

  @Test
  void a_java_error_of_the_transport_ends_the_visit_and_fails_the_attempt() {
    stage.test.fail(Calls.EAST, TARGET_THROTTLED);
    stage.test.clock.advance(Duration.ofSeconds(2));
    Failover.Transport broken =
        attempt -> {
          throw new StackOverflowError("broken");
        };

    assertThatThrownBy(
            () -> stage.failover(FailoverStage.settings(4, 1)).answer(stage.call, broken))
        .isInstanceOf(CallFailed.class);

    assertThat(stage.test.health(Calls.EAST).inFlight()).isZero();
    // The probe was given back: another may go.
    assertThat(stage.test.health(Calls.EAST).enter()).isPresent();
  }

  @Test
  void visits_end_however_the_walk_ends() {
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);
    stage.failing.put("us-west-2", GATEWAY_INTERNAL_ERROR);
    stage.failure(FailoverStage.settings(4, 1));

    assertThat(stage.test.pool.all()).allSatisfy(health -> assertThat(health.inFlight()).isZero());
  }

  @Test
  void a_target_that_throttles_is_left_alone_by_the_next_call() {
    stage.failing.put("us-east-1", TARGET_THROTTLED);
    stage.answer();
    stage.sent.clear();

    assertThat(FailoverStage.walk(stage.answer().attempts())).containsExactly("us-west-2=ok");
  }

  @Test
  void a_strategy_hears_of_every_attempt_once_refused_ones_too() {
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);
    stage.failing.put("us-west-2", TARGET_NOT_PERMITTED);
    List<Attempt> heard = new ArrayList<>();
    LoadBalancingStrategy hearing =
        new LoadBalancingStrategy() {
          @Override
          public Target choose(List<Target> usable, GatewayCall call) {
            return usable.getFirst();
          }

          @Override
          public void ended(GatewayCall call, Attempt attempt) {
            heard.add(attempt);
          }
        };
    GatewayCall answered =
        stage.failover(hearing, FailoverStage.settings(4, 1)).answer(stage.call, stage::transport);

    assertThat(heard).isEqualTo(answered.attempts()).hasSize(3);
  }

  @Test
  void strategies_see_the_weights_in_force() {
    stage.test.health(Calls.EAST).weigh(9);
    List<Integer> seen = new ArrayList<>();
    LoadBalancingStrategy watching =
        (usable, asked) -> {
          usable.forEach(target -> seen.add(target.weight()));
          return usable.getFirst();
        };
    stage.failover(watching, FailoverStage.settings(1, 1)).answer(stage.call, stage::transport);

    assertThat(seen).containsExactly(9, 1, 1);
  }
}
