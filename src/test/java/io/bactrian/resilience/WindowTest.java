package io.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.fixture.ManualClock;
import io.bactrian.fixture.TestPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a breaker judges: windows of time and of calls, failures and slow calls, from a minimum. */
class WindowTest {

  private final ManualClock clock = new ManualClock();
  private final LateOutcomeFilter ofTime = breaker(Optional.of(Duration.ofSeconds(10)), 4, 2);
  private final LateOutcomeFilter ofCalls = breaker(Optional.empty(), 5, 4);

  private LateOutcomeFilter breaker(Optional<Duration> time, int minimumCalls, int halfOpenCalls) {
    var settings =
        new BreakerSettings(
            10,
            minimumCalls,
            50,
            Duration.ofSeconds(2),
            50,
            Duration.ofSeconds(30),
            halfOpenCalls,
            new OpenIntervalGrowth(1, Duration.ofSeconds(30)),
            time);
    return new Breakers(
            CircuitBreakerRegistry.ofDefaults(), TestPool.CLASSIFIER, event -> {}, clock, () -> 0.0)
        .forTarget("us-east-1/haiku", settings);
  }

  private void fail(CircuitBreaker breaker, int calls) {
    for (int i = 0; i < calls; i++) {
      assertThat(breaker.tryAcquirePermission()).isTrue();
      breaker.onError(0, TimeUnit.SECONDS, TestPool.failure(FailureKind.TARGET_UNAVAILABLE));
    }
  }

  private void succeed(CircuitBreaker breaker, int calls, long seconds) {
    for (int i = 0; i < calls; i++) {
      assertThat(breaker.tryAcquirePermission()).isTrue();
      breaker.onSuccess(seconds, TimeUnit.SECONDS);
    }
  }

  @Test
  void failures_within_the_time_open_it() {
    fail(ofTime, 2);
    clock.advance(Duration.ofSeconds(8));
    fail(ofTime, 1);
    assertThat(ofTime.getState()).isEqualTo(State.CLOSED);
    fail(ofTime, 1);
    assertThat(ofTime.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void failures_that_the_time_has_passed_by_are_forgotten() {
    for (int i = 0; i < 5; i++) {
      fail(ofTime, 3);
      clock.advance(Duration.ofSeconds(11));
    }
    assertThat(ofTime.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void a_window_of_time_holds_any_number_of_calls() {
    succeed(ofTime, 100, 0);
    fail(ofTime, 99);
    assertThat(ofTime.getState()).isEqualTo(State.CLOSED);
    fail(ofTime, 1);
    assertThat(ofTime.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void a_window_of_calls_never_forgets_by_time() {
    fail(ofCalls, 4);
    clock.advance(Duration.ofHours(1));
    fail(ofCalls, 1);
    assertThat(ofCalls.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void slow_calls_are_judged_from_the_minimum_on_and_at_their_rate() {
    for (CircuitBreaker breaker : new CircuitBreaker[] {ofCalls, ofTime}) {
      int minimum = breaker == ofCalls ? 5 : 4;
      succeed(breaker, minimum - 1, 3);
      assertThat(breaker.getState()).isEqualTo(State.CLOSED);
      succeed(breaker, 1, 3);
      assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }
  }

  @Test
  void slow_calls_below_their_rate_do_not_open_it() {
    succeed(ofCalls, 6, 1);
    succeed(ofCalls, 4, 3);
    assertThat(ofCalls.getState()).isEqualTo(State.CLOSED);
    assertThat(ofCalls.getMetrics().getSlowCallRate()).isEqualTo(40f);
    assertThat(ofCalls.getMetrics().getFailureRate()).isZero();
  }

  @Test
  void a_call_as_long_as_the_limit_is_not_slow() {
    succeed(ofCalls, 20, 2);
    assertThat(ofCalls.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void probes_whose_first_content_is_slow_open_it_again() {
    ofCalls.transitionToOpenState();
    ofCalls.transitionToHalfOpenState();
    succeed(ofCalls, 2, 0);
    long now = ofCalls.getCurrentTimestamp();
    for (int i = 0; i < 2; i++) {
      assertThat(ofCalls.tryAcquirePermission()).isTrue();
      ofCalls.onStreamSuccess(now, now + TimeUnit.SECONDS.toNanos(3));
    }
    assertThat(ofCalls.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void the_probes_of_a_window_of_time_are_as_many_as_are_permitted() {
    ofTime.transitionToOpenState();
    ofTime.transitionToHalfOpenState();
    assertThat(ofTime.tryAcquirePermission()).isTrue();
    assertThat(ofTime.tryAcquirePermission()).isTrue();
    assertThat(ofTime.tryAcquirePermission()).isFalse();
    ofTime.onSuccess(0, TimeUnit.SECONDS);
    ofTime.onSuccess(0, TimeUnit.SECONDS);
    assertThat(ofTime.getState()).isEqualTo(State.CLOSED);
  }
}
