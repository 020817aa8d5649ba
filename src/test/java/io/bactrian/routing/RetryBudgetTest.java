package io.bactrian.routing;

import static io.bactrian.call.FailureKind.CALLER_INVALID_REQUEST;
import static io.bactrian.call.FailureKind.TARGET_NOT_PERMITTED;
import static io.bactrian.call.FailureKind.TARGET_TIMEOUT;
import static io.bactrian.call.FailureKind.TARGET_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Extra attempts at targets that fail are a share of the calls; at healthy ones they are free. */
class RetryBudgetTest {

  private static final int CALLS_PER_SECOND = 100;

  private final FailoverStage stage = new FailoverStage();
  private final RetryTally tally = stage.budget.tally("haiku");

  private void saw(Target target, FailureKind failure, int times) {
    for (int i = 0; i < times; i++) {
      stage.budget.attempted(target, Optional.ofNullable(failure), stage.test.clock.getAsLong());
    }
  }

  private void neverOpen() {
    stage.test.pool.all().forEach(health -> health.breaker().transitionToDisabledState());
  }

  private GatewayCall fresh() {
    return stage.call.withDeadline(stage.test.clock.getAsLong() + Duration.ofSeconds(30).toNanos());
  }

  @Test
  void random_faults_everywhere_cost_at_most_a_fifth_more() {
    neverOpen();
    var random = new Random(7);
    Failover failover = stage.failover(new RoundRobin(), FailoverStage.settings(4, 2));
    Failover.Transport faulty =
        attempt -> {
          Throwable answered = stage.transport(attempt);
          return random.nextDouble() < 0.3 ? TestPool.failure(TARGET_UNAVAILABLE) : answered;
        };
    int calls = 0;
    for (int second = 0; second < 70; second++) {
      for (int i = 0; i < CALLS_PER_SECOND; i++) {
        stage.test.clock.advance(Duration.ofSeconds(1).dividedBy(CALLS_PER_SECOND));
        try {
          failover.answer(fresh(), faulty);
        } catch (CallFailed beyondTheBudget) {
          assertThat(beyondTheBudget.kind()).isEqualTo(TARGET_UNAVAILABLE);
        }
        calls++;
      }
      if (second == 9) {
        calls = 0;
        stage.sent.clear();
      }
    }
    assertThat(calls).isEqualTo(60 * CALLS_PER_SECOND);
    assertThat((double) stage.sent.size() / calls).isBetween(1.15, 1.2);
    assertThat(tally.charged()).isPositive();
    assertThat(tally.refused()).isPositive();
  }

  @Test
  void no_call_is_refused_its_way_out_of_a_dead_region_however_many_leave_it_at_once() {
    neverOpen();
    stage.failing.put("us-east-1", TARGET_TIMEOUT);

    for (int i = 0; i < 3_000; i++) {
      assertThat(stage.answer().attempts()).hasSize(2);
    }

    assertThat(tally.free()).isEqualTo(3_000);
    assertThat(tally.refused()).isZero();
  }

  @Test
  void what_is_out_of_budget_goes_to_a_healthy_target_where_there_is_one() {
    saw(Calls.WEST, TARGET_UNAVAILABLE, 10);
    while (stage.budget.pays(Calls.WEST)) {
      assertThat(tally.charged()).isLessThanOrEqualTo(100);
    }
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);

    assertThat(FailoverStage.walk(stage.answer().attempts()))
        .containsExactly("us-east-1=target-unavailable", "eu-west-1=ok");
    assertThat(tally.refused()).isZero();
  }

  @Test
  void out_of_budget_a_call_ends_with_its_last_failure() {
    saw(Calls.WEST, TARGET_UNAVAILABLE, 10);
    saw(Calls.EUROPE, TARGET_UNAVAILABLE, 10);
    while (stage.budget.pays(Calls.WEST)) {
      assertThat(tally.charged()).isLessThanOrEqualTo(100);
    }
    stage.failing.put("us-east-1", TARGET_TIMEOUT);

    assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(stage::answer)
        .satisfies(failed -> assertThat(failed.kind()).isEqualTo(TARGET_TIMEOUT))
        .satisfies(failed -> assertThat(failed.attempts()).hasSize(1));
    assertThat(tally.charged()).isEqualTo(100);
    assertThat(tally.refused()).isEqualTo(1);
  }

  @Test
  void the_minimum_comes_back_as_time_passes() {
    saw(Calls.WEST, TARGET_UNAVAILABLE, 10);
    while (stage.budget.pays(Calls.WEST)) {
      assertThat(tally.charged()).isLessThanOrEqualTo(100);
    }
    stage.test.clock.advance(Duration.ofSeconds(9));
    assertThat(stage.budget.pays(Calls.WEST)).isFalse();
    stage.test.clock.advance(Duration.ofSeconds(1));
    assertThat(stage.budget.pays(Calls.WEST)).isTrue();
  }

  @Test
  void a_target_is_taken_for_healthy_until_some_attempts_say_otherwise() {
    saw(Calls.WEST, TARGET_TIMEOUT, 4);
    assertThat(stage.budget.isFree(Calls.WEST)).isTrue();
    saw(Calls.WEST, TARGET_TIMEOUT, 1);
    assertThat(stage.budget.isFree(Calls.WEST)).isFalse();
    saw(Calls.WEST, null, 45);
    assertThat(stage.budget.isFree(Calls.WEST)).isFalse();
    saw(Calls.WEST, null, 1);
    assertThat(stage.budget.isFree(Calls.WEST)).isTrue();
  }

  @Test
  void what_is_no_fault_of_a_target_says_nothing_of_it() {
    saw(Calls.WEST, CALLER_INVALID_REQUEST, 10);
    saw(Calls.WEST, TARGET_NOT_PERMITTED, 10);
    saw(Calls.WEST, TARGET_TIMEOUT, 4);
    assertThat(stage.budget.isFree(Calls.WEST)).isTrue();
  }

  @Test
  void a_breaker_that_closes_makes_its_target_healthy_anew_also_for_late_failures() {
    long before = stage.test.clock.getAsLong();
    saw(Calls.WEST, TARGET_TIMEOUT, 10);
    var breaker = stage.test.health(Calls.WEST).breaker();
    breaker.transitionToOpenState();
    stage.test.clock.advance(Duration.ofSeconds(30));
    breaker.transitionToHalfOpenState();
    assertThat(stage.budget.isFree(Calls.WEST)).isFalse();
    breaker.transitionToClosedState();

    for (int i = 0; i < 10; i++) {
      stage.budget.attempted(Calls.WEST, Optional.of(TARGET_TIMEOUT), before);
    }

    assertThat(stage.budget.isFree(Calls.WEST)).isTrue();
  }

  @Test
  void a_breaker_that_soon_closes_again_does_not_make_its_target_healthy_again() {
    var breaker = stage.test.health(Calls.WEST).breaker();
    breaker.transitionToOpenState();
    breaker.transitionToClosedState();
    stage.test.clock.advance(Duration.ofSeconds(59));
    saw(Calls.WEST, TARGET_TIMEOUT, 10);
    breaker.transitionToOpenState();
    breaker.transitionToClosedState();
    assertThat(stage.budget.isFree(Calls.WEST)).isFalse();

    stage.test.clock.advance(Duration.ofSeconds(1));
    breaker.transitionToOpenState();
    breaker.transitionToClosedState();
    assertThat(stage.budget.isFree(Calls.WEST)).isTrue();
  }
}
