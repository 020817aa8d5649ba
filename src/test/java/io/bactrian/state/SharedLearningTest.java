package io.bactrian.state;

import static io.bactrian.fixture.Calls.EAST;
import static io.bactrian.fixture.Calls.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Target;
import io.bactrian.fixture.TestPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedLearningTest {

  private final TestPool pool = new TestPool(EAST, WEST);
  private final SharedLearning learning = new SharedLearning(pool.pool, pool.clock);
  private final Map<String, StateView.Target> told = new HashMap<>();

  private long in(int seconds) {
    return pool.clock.millis() + seconds * 1_000L;
  }

  private State state(Target target) {
    return pool.health(target).breaker().getState();
  }

  private void tellOpen(Target target, long since, int seconds) {
    told.put(
        target.id(),
        new StateView.Target(
            new StateView.Breaker(State.OPEN, since, in(seconds), 1), null, false));
  }

  private void tellPause(FailureKind kind, int seconds) {
    told.put(
        EAST.id(), new StateView.Target(null, new StateView.Cooling(kind, in(seconds), 2), false));
  }

  private int learn() {
    return learning.from(
        List.of(new StateView(StateView.VERSION, "other", pool.clock.millis(), 0, told, Map.of())));
  }

  private static void succeedTwice(CircuitBreaker breaker) {
    for (int i = 0; i < 2; i++) {
      breaker.acquirePermission();
      breaker.onSuccess(1, breaker.getTimestampUnit());
    }
  }

  @Test
  void a_target_that_another_gateway_has_opened_is_probed_here() {
    tellOpen(EAST, 1, 30);
    assertThat(learn()).isEqualTo(1);
    assertThat(state(EAST)).isEqualTo(State.HALF_OPEN);
    assertThat(state(WEST)).isEqualTo(State.CLOSED);
    CircuitBreaker east = pool.health(EAST).breaker();
    assertThat(east.tryAcquirePermission()).isTrue();
    assertThat(east.tryAcquirePermission()).isTrue();
    assertThat(east.tryAcquirePermission()).isFalse();
  }

  @Test
  void each_opening_is_probed_once() {
    tellOpen(EAST, 1, 30);
    learn();
    succeedTwice(pool.health(EAST).breaker());
    assertThat(state(EAST)).isEqualTo(State.CLOSED);
    assertThat(learn()).isZero();
    assertThat(state(EAST)).isEqualTo(State.CLOSED);

    tellOpen(EAST, 2, 30);
    assertThat(learn()).isEqualTo(1);
    assertThat(state(EAST)).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void an_opening_that_was_known_here_already_is_not_probed_after_recovery() {
    CircuitBreaker east = pool.health(EAST).breaker();
    east.transitionToOpenState();
    tellOpen(EAST, 1, 30);
    assertThat(learn()).isZero();
    assertThat(state(EAST)).isEqualTo(State.OPEN);
    east.transitionToClosedState();
    assertThat(learn()).isZero();
    assertThat(state(EAST)).isEqualTo(State.CLOSED);
  }

  @Test
  void an_opening_that_is_over_teaches_nothing() {
    tellOpen(EAST, 1, 0);
    assertThat(learn()).isZero();
    assertThat(state(EAST)).isEqualTo(State.CLOSED);
  }

  @Test
  void recovery_elsewhere_closes_nothing_here() {
    pool.health(EAST).breaker().transitionToOpenState();
    pool.fail(WEST, FailureKind.TARGET_THROTTLED);
    assertThat(learn()).isZero();
    assertThat(state(EAST)).isEqualTo(State.OPEN);
    assertThat(pool.health(WEST).coolingLeft()).isPositive();
  }

  @Test
  void an_operator_s_act_elsewhere_is_not_followed() {
    told.put(
        EAST.id(),
        new StateView.Target(new StateView.Breaker(State.FORCED_OPEN, 1, 0, 0), null, true));
    assertThat(learn()).isZero();
    assertThat(pool.health(EAST).usable()).isTrue();
  }

  @Test
  void of_each_model_one_target_is_left_as_it_is() {
    tellOpen(EAST, 1, 30);
    tellOpen(WEST, 1, 30);
    assertThat(learn()).isEqualTo(1);
    assertThat(List.of(state(EAST), state(WEST)))
        .containsExactlyInAnyOrder(State.HALF_OPEN, State.CLOSED);
  }

  @Test
  void a_quota_that_is_used_up_elsewhere_is_left_alone_here_until_then() {
    tellPause(FailureKind.TARGET_THROTTLED, 8);
    assertThat(learn()).isEqualTo(1);
    assertThat(pool.health(EAST).coolingLeft()).isEqualTo(Duration.ofSeconds(8));
    assertThat(pool.health(EAST).usable()).isFalse();
    assertThat(state(EAST)).isEqualTo(State.CLOSED);

    pool.clock.advance(Duration.ofSeconds(8));
    assertThat(pool.health(EAST).usable()).isTrue();
    assertThat(learn()).isZero();
  }

  @Test
  void a_pause_that_an_operator_ended_here_does_not_come_back() {
    tellPause(FailureKind.TARGET_QUOTA_EXHAUSTED, 600);
    learn();
    pool.health(EAST).endCooling();
    assertThat(learn()).isZero();
    assertThat(pool.health(EAST).usable()).isTrue();
  }

  @Test
  void a_longer_pause_here_stays() {
    pool.fail(EAST, FailureKind.TARGET_QUOTA_EXHAUSTED);
    tellPause(FailureKind.TARGET_THROTTLED, 8);
    assertThat(learn()).isZero();
    assertThat(pool.health(EAST).coolingLeft()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void what_is_wrong_with_another_gateway_s_permissions_is_its_own() {
    tellPause(FailureKind.TARGET_ACCESS_DENIED, 600);
    assertThat(learn()).isZero();
    assertThat(pool.health(EAST).usable()).isTrue();
  }

  @Test
  void targets_that_are_not_configured_here_are_nothing_to_us() {
    tellOpen(new Target("mars-1", "haiku", "m", 1, 0), 1, 30);
    assertThat(learn()).isZero();
  }
}
