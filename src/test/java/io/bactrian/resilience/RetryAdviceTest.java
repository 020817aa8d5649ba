package io.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryAdviceTest {

  private final TestPool test = new TestPool(Calls.EAST, Calls.WEST);
  private final TargetHealth east = test.health(Calls.EAST);
  private final TargetHealth west = test.health(Calls.WEST);

  @Test
  void is_one_second_when_a_target_is_usable() {
    assertThat(test.advice.seconds()).isEqualTo(1);
  }

  @Test
  void is_never_more_than_five_minutes() {
    east.breaker().transitionToOpenState();
    west.breaker().transitionToOpenState();
    assertThat(test.advice.seconds()).isEqualTo(300);
    east.breaker().transitionToForcedOpenState();
    west.drain(true);
    assertThat(test.advice.seconds()).isEqualTo(300);
  }

  @Test
  void is_the_soonest_moment_at_which_some_target_may_be_tried() {
    test.fail(Calls.EAST, FailureKind.TARGET_ACCESS_DENIED);
    test.fail(Calls.WEST, FailureKind.TARGET_THROTTLED);
    assertThat(test.advice.seconds()).isEqualTo(2);
    test.clock.advance(Duration.ofMillis(500));
    assertThat(test.advice.seconds()).isEqualTo(2);
    test.clock.advance(Duration.ofMillis(600));
    assertThat(test.advice.seconds()).isEqualTo(1);
    test.clock.advance(Duration.ofHours(1));
    assertThat(test.advice.seconds()).isEqualTo(1);
  }

  @Test
  void a_target_is_usable_when_both_its_breaker_and_its_pause_allow() {
    test.fail(Calls.EAST, FailureKind.TARGET_THROTTLED);
    east.breaker().transitionToOpenState();
    west.drain(true);
    test.clock.advance(Duration.ofMinutes(8));
    assertThat(test.advice.untilProbe(east)).isEqualTo(Duration.ofMinutes(2));
    assertThat(test.advice.seconds()).isEqualTo(120);
  }

  @Test
  void a_probe_that_is_due_is_not_in_the_past() {
    east.breaker().transitionToOpenState();
    test.clock.advance(Duration.ofHours(1));
    assertThat(test.advice.untilProbe(east)).isZero();
    assertThat(test.advice.untilProbe(west)).isZero();
  }

  @Test
  void a_pool_without_targets_has_nothing_to_wait_for() {
    assertThat(new TestPool().advice.seconds()).isEqualTo(300);
  }
}
