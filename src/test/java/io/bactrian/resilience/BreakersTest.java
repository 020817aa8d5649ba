package io.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.event.GatewayEvent.BreakerStateChanged;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BreakersTest {

  private final TestPool test = new TestPool(Calls.EAST, Calls.WEST);
  private final CircuitBreaker breaker = test.health(Calls.EAST).breaker();
  private final BreakerStatistics totals = test.breakers.entry("us-east-1/haiku").statistics();

  static Stream<FailureKind> counted() {
    return Arrays.stream(FailureKind.values()).filter(FailureKind::countsForBreaker);
  }

  static Stream<FailureKind> ignored() {
    return Arrays.stream(FailureKind.values()).filter(kind -> !kind.countsForBreaker());
  }

  private void succeed(Duration duration) {
    assertThat(breaker.tryAcquirePermission()).isTrue();
    breaker.onSuccess(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void fail(FailureKind kind) {
    assertThat(breaker.tryAcquirePermission()).isTrue();
    breaker.onError(0, TimeUnit.MILLISECONDS, TestPool.failure(kind));
  }

  @ParameterizedTest
  @MethodSource("counted")
  void three_failures_that_count_open_a_breaker(FailureKind kind) {
    fail(kind);
    fail(kind);
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    fail(kind);
    assertThat(breaker.getState()).isEqualTo(State.OPEN);
    assertThat(breaker.tryAcquirePermission()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("ignored")
  void what_the_table_ignores_never_opens_it(FailureKind kind) {
    for (int i = 0; i < 50; i++) {
      fail(kind);
    }
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    assertThat(totals.ignored()).isEqualTo(50);
    assertThat(totals.failures()).isZero();
  }

  @Test
  void half_of_the_window_opens_it_and_less_does_not() {
    succeed(Duration.ZERO);
    succeed(Duration.ZERO);
    succeed(Duration.ZERO);
    fail(FailureKind.TARGET_TIMEOUT);
    fail(FailureKind.TARGET_TIMEOUT);
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    fail(FailureKind.TARGET_TIMEOUT);
    assertThat(breaker.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void slow_calls_open_it_when_all_are_slow() {
    succeed(Duration.ofSeconds(11));
    succeed(Duration.ofSeconds(11));
    succeed(Duration.ofSeconds(1));
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    breaker.reset();
    succeed(Duration.ofSeconds(11));
    succeed(Duration.ofSeconds(11));
    succeed(Duration.ofSeconds(11));
    assertThat(breaker.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void half_open_lets_its_probes_through_and_closes_when_all_succeed() {
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
    assertThat(breaker.tryAcquirePermission()).isTrue();
    assertThat(breaker.tryAcquirePermission()).isTrue();
    assertThat(breaker.tryAcquirePermission()).isFalse();
    breaker.onSuccess(0, TimeUnit.MILLISECONDS);
    assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
    breaker.onSuccess(0, TimeUnit.MILLISECONDS);
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void half_open_never_wedges_on_outcomes_that_do_not_count() {
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
    for (int i = 0; i < 20; i++) {
      fail(FailureKind.CALLER_INVALID_REQUEST);
      fail(FailureKind.TARGET_THROTTLED);
    }
    succeed(Duration.ZERO);
    succeed(Duration.ZERO);
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void a_failed_probe_opens_it_again() {
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
    fail(FailureKind.TARGET_UNAVAILABLE);
    fail(FailureKind.TARGET_UNAVAILABLE);
    assertThat(breaker.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void state_changes_are_published() {
    breaker.transitionToOpenState();
    breaker.transitionToClosedState();
    assertThat(test.events.of(BreakerStateChanged.class))
        .containsExactly(
            new BreakerStateChanged("us-east-1/haiku", "CLOSED", "OPEN"),
            new BreakerStateChanged("us-east-1/haiku", "OPEN", "CLOSED"));
  }

  @Test
  void totals_outlive_the_window() {
    for (int i = 0; i < 10; i++) {
      succeed(Duration.ZERO);
    }
    fail(FailureKind.TARGET_TIMEOUT);
    fail(FailureKind.TARGET_INTERNAL_ERROR);
    fail(FailureKind.TARGET_THROTTLED);
    breaker.transitionToOpenState();
    assertThat(breaker.tryAcquirePermission()).isFalse();

    assertThat(totals.successes()).isEqualTo(10);
    assertThat(totals.failures()).isEqualTo(2);
    assertThat(totals.timeouts()).isEqualTo(1);
    assertThat(totals.ignored()).isEqualTo(1);
    assertThat(totals.rejections()).isEqualTo(1);
    assertThat(totals.requests()).isEqualTo(14);
  }

  @Test
  void the_last_failure_and_the_last_change_have_their_times() {
    var start = test.clock.instant();
    assertThat(totals.lastFailure()).isEmpty();
    assertThat(totals.lastStateChange()).isEqualTo(start);
    test.clock.advance(Duration.ofSeconds(5));
    fail(FailureKind.TARGET_TIMEOUT);
    test.clock.advance(Duration.ofSeconds(5));
    breaker.transitionToOpenState();
    assertThat(totals.lastFailure()).contains(start.plusSeconds(5));
    assertThat(totals.lastStateChange()).isEqualTo(start.plusSeconds(10));
  }

  @Test
  void knows_all_breakers_in_the_order_they_were_made() {
    assertThat(test.breakers.all())
        .extracting(entry -> entry.breaker().getName())
        .containsExactly("us-east-1/haiku", "us-west-2/haiku", PoolBreaker.NAME);
    assertThat(test.breakers.find("nothing")).isEmpty();
    assertThat(test.breakers.find(PoolBreaker.NAME)).isPresent();
  }
}
