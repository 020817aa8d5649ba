package io.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Calls that began before a breaker opened, and end when it is half-open or closed again. */
class LateOutcomeFilterTest {

  private static final long LONG_AGO = 60;

  private final TestPool test = new TestPool(Calls.EAST);
  private final CircuitBreaker breaker = test.health(Calls.EAST).breaker();
  private final BreakerStatistics totals = test.breakers.entry("us-east-1/haiku").statistics();

  private void opensAndLetsProbesThrough() {
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
  }

  private void lateFailure(FailureKind kind) {
    breaker.onError(LONG_AGO, TimeUnit.SECONDS, TestPool.failure(kind));
  }

  private void probeSucceeds() {
    assertThat(breaker.tryAcquirePermission()).isTrue();
    breaker.onResult(0, TimeUnit.NANOSECONDS, "answer");
  }

  @Test
  void a_late_failure_is_not_a_probe_s() {
    opensAndLetsProbesThrough();
    for (int i = 0; i < 10; i++) {
      lateFailure(FailureKind.TARGET_TIMEOUT);
    }
    assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
    probeSucceeds();
    lateFailure(FailureKind.TARGET_TIMEOUT);
    probeSucceeds();
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void a_late_success_is_not_a_probe_s() {
    opensAndLetsProbesThrough();
    for (int i = 0; i < 10; i++) {
      breaker.onSuccess(LONG_AGO, TimeUnit.SECONDS);
      breaker.onResult(LONG_AGO, TimeUnit.SECONDS, "answer");
    }
    assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void a_late_failure_does_not_reopen_a_breaker_that_has_closed() {
    opensAndLetsProbesThrough();
    probeSucceeds();
    probeSucceeds();
    for (int i = 0; i < 10; i++) {
      lateFailure(FailureKind.TARGET_TIMEOUT);
    }
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void a_late_outcome_adds_no_probe() {
    opensAndLetsProbesThrough();
    for (int i = 0; i < 10; i++) {
      lateFailure(FailureKind.TARGET_THROTTLED);
    }
    assertThat(breaker.tryAcquirePermission()).isTrue();
    assertThat(breaker.tryAcquirePermission()).isTrue();
    assertThat(breaker.tryAcquirePermission()).isFalse();
  }

  @Test
  void late_outcomes_are_among_those_that_neither_helped_nor_hurt() {
    opensAndLetsProbesThrough();
    lateFailure(FailureKind.TARGET_TIMEOUT);
    breaker.onSuccess(LONG_AGO, TimeUnit.SECONDS);
    assertThat(totals.ignored()).isEqualTo(2);
    assertThat(totals.failures()).isZero();
    assertThat(totals.successes()).isZero();
  }

  @Test
  void a_long_call_counts_while_its_breaker_has_never_opened() {
    for (int i = 0; i < 3; i++) {
      lateFailure(FailureKind.TARGET_TIMEOUT);
    }
    assertThat(breaker.getState()).isEqualTo(State.OPEN);
  }
}
