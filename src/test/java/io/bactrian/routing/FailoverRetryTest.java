package io.bactrian.routing;

import static io.bactrian.call.FailureKind.CALLER_LEFT;
import static io.bactrian.call.FailureKind.GATEWAY_DEADLINE_EXCEEDED;
import static io.bactrian.call.FailureKind.TARGET_TIMEOUT;
import static io.bactrian.call.FailureKind.TARGET_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Attempts at a target that has failed the call already: when, how many, and after what wait. */
class FailoverRetryTest {

  private static final Duration LEAST = Duration.ofMillis(50);

  private final FailoverStage stage = new FailoverStage();

  private static FailoverSettings sameFirst(int perTarget) {
    return new FailoverSettings(20, perTarget, true, true, Duration.ofSeconds(12), LEAST);
  }

  private static FailoverSettings oneRegion(int perTarget) {
    return new FailoverSettings(20, perTarget, false, false, Duration.ofSeconds(12), LEAST);
  }

  private void failEverywhere(FailureKind kind) {
    stage.call.targets().forEach(target -> stage.failing.put(target.region(), kind));
  }

  @Test
  void the_same_target_comes_first_where_that_is_wanted() {
    failEverywhere(TARGET_UNAVAILABLE);

    assertThat(FailoverStage.walk(stage.failure(sameFirst(2)).attempts()))
        .containsExactly(
            "us-east-1=target-unavailable",
            "us-east-1=target-unavailable",
            "us-west-2=target-unavailable",
            "us-west-2=target-unavailable",
            "eu-west-1=target-unavailable",
            "eu-west-1=target-unavailable");
  }

  @Test
  void a_failure_that_stays_moves_on_at_once() {
    stage.failing.put("us-east-1", TARGET_TIMEOUT);

    GatewayCall answered = stage.failover(sameFirst(3)).answer(stage.call, stage::transport);

    assertThat(FailoverStage.walk(answered.attempts()))
        .containsExactly("us-east-1=target-timeout", "us-west-2=ok");
  }

  @Test
  void a_call_stays_with_its_first_region_where_that_is_wanted() {
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);

    assertThat(FailoverStage.walk(stage.failure(oneRegion(2)).attempts()))
        .containsExactly("us-east-1=target-unavailable", "us-east-1=target-unavailable");
  }

  @Test
  void a_breaker_that_refuses_does_not_make_a_region_the_first() {
    stage.failing.put("us-east-1", FailureKind.TARGET_NOT_PERMITTED);

    GatewayCall answered = stage.failover(oneRegion(2)).answer(stage.call, stage::transport);

    assertThat(FailoverStage.walk(answered.attempts()))
        .containsExactly("us-east-1=target-not-permitted", "us-west-2=ok");
  }

  @Test
  void another_model_is_asked_in_the_call_s_region_too() {
    GatewayCall asked =
        stage.call.unanswered(
            List.of(Calls.failed(Calls.EUROPE, TARGET_UNAVAILABLE)), TARGET_UNAVAILABLE);

    GatewayCall answered = stage.failover(oneRegion(1)).answer(asked, stage::transport);

    assertThat(answered.attempts().getLast().target()).isEqualTo(Calls.EUROPE);
  }

  @Test
  void another_target_is_asked_at_once() {
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);
    stage.answer();

    assertThat(stage.slept).isEmpty();
  }

  @Test
  void the_same_target_is_asked_again_after_a_wait_whose_bound_doubles() {
    stage.test.pool.all().forEach(health -> health.breaker().transitionToDisabledState());
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);

    stage.failure(oneRegion(8));

    // Half of the bound, as chance is 0.5 here: 50 ms doubled, up to a second.
    assertThat(stage.slept)
        .extracting(Duration::toMillis)
        .containsExactly(25L, 50L, 100L, 200L, 400L, 500L, 500L);
  }

  @Test
  void no_wait_is_begun_that_would_leave_no_time_for_its_attempt() {
    failEverywhere(TARGET_UNAVAILABLE);
    GatewayCall hurried =
        stage.call.withDeadline(
            stage.test.clock.getAsLong() + LEAST.plus(Duration.ofMillis(30)).toNanos());

    assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(() -> stage.failover(oneRegion(8)).answer(hurried, stage::transport))
        .satisfies(failed -> assertThat(failed.kind()).isEqualTo(TARGET_UNAVAILABLE))
        .satisfies(failed -> assertThat(failed.attempts()).hasSize(2));

    assertThat(stage.slept).containsExactly(Duration.ofMillis(25));
  }

  @Test
  void no_attempt_is_made_for_a_caller_who_left_during_the_wait() {
    failEverywhere(TARGET_UNAVAILABLE);
    Failover.Transport leaving =
        attempt -> {
          stage.call.caller().leave();
          return stage.transport(attempt);
        };

    assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(() -> stage.failover(oneRegion(8)).answer(stage.call, leaving))
        .satisfies(failed -> assertThat(failed.kind()).isEqualTo(CALLER_LEFT))
        .satisfies(failed -> assertThat(failed.attempts()).hasSize(1));
  }

  @Test
  void nothing_is_waited_for_when_the_deadline_has_passed() {
    stage.test.clock.advance(Duration.ofSeconds(30));

    assertThat(stage.failure(sameFirst(2)).kind()).isEqualTo(GATEWAY_DEADLINE_EXCEEDED);
    assertThat(stage.slept).isEmpty();
  }

  @Test
  void attempts_that_reached_nobody_make_no_wait() {
    var backOff =
        new BackOff(
            FailoverStage.RETRIES,
            () -> 0.5,
            (caller, within) -> {
              throw new AssertionError("waits");
            });
    var refused =
        new Attempt(Calls.EAST, Optional.of(FailureKind.TARGET_NOT_PERMITTED), 1, Optional.empty());

    assertThat(backOff.await(stage.call, Calls.EAST, List.of(refused), Duration.ofSeconds(1)))
        .isTrue();
  }
}
