package io.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PoolBreakerTest {

  private final TestPool test = new TestPool(Calls.EAST, Calls.WEST);
  private final CircuitBreaker east = test.health(Calls.EAST).breaker();
  private final CircuitBreaker west = test.health(Calls.WEST).breaker();
  private final CircuitBreaker pool = test.poolBreaker.breaker();

  @Test
  void is_open_exactly_while_no_target_is_usable() {
    east.transitionToOpenState();
    assertThat(pool.getState()).isEqualTo(State.CLOSED);
    west.transitionToOpenState();
    assertThat(pool.getState()).isEqualTo(State.OPEN);
    east.transitionToHalfOpenState();
    assertThat(pool.getState()).isEqualTo(State.CLOSED);
    east.transitionToOpenState();
    assertThat(pool.getState()).isEqualTo(State.OPEN);
    west.transitionToClosedState();
    assertThat(pool.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void follows_pauses_and_drains_when_told_of_them() {
    test.fail(Calls.EAST, FailureKind.TARGET_THROTTLED);
    test.health(Calls.WEST).drain(true);
    test.poolBreaker.refresh();
    assertThat(pool.getState()).isEqualTo(State.OPEN);

    test.clock.advance(Duration.ofSeconds(2));
    test.poolBreaker.refresh();
    assertThat(pool.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void judges_no_call_itself() {
    for (int i = 0; i < 200; i++) {
      assertThat(pool.tryAcquirePermission()).isTrue();
      pool.onError(5, TimeUnit.MINUTES, TestPool.failure(FailureKind.TARGET_UNAVAILABLE));
    }
    assertThat(pool.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void leaves_forced_open_alone() {
    pool.transitionToForcedOpenState();
    test.poolBreaker.refresh();
    assertThat(pool.getState()).isEqualTo(State.FORCED_OPEN);
    east.transitionToOpenState();
    west.transitionToOpenState();
    east.transitionToClosedState();
    assertThat(pool.getState()).isEqualTo(State.FORCED_OPEN);
  }

  @Test
  void leaves_disabled_alone() {
    pool.transitionToDisabledState();
    east.transitionToOpenState();
    west.transitionToOpenState();
    assertThat(pool.getState()).isEqualTo(State.DISABLED);
  }

  @Test
  void does_not_stay_in_an_operators_half_open() {
    pool.transitionToOpenState();
    pool.transitionToHalfOpenState();
    test.poolBreaker.refresh();
    assertThat(pool.getState()).isEqualTo(State.CLOSED);
  }

  @RepeatedTest(20)
  void is_in_line_with_its_targets_after_racing_transitions() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.submit(() -> swing(east));
      threads.submit(() -> swing(west));
      threads.submit(
          () -> {
            for (int i = 0; i < 100; i++) {
              test.health(Calls.EAST).drain(i % 2 == 0);
              test.poolBreaker.refresh();
            }
          });
    }
    assertThat(pool.getState()).isEqualTo(State.CLOSED);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.submit(east::transitionToOpenState);
      threads.submit(west::transitionToOpenState);
    }
    assertThat(pool.getState()).isEqualTo(State.OPEN);
  }

  @Test
  void an_operators_half_open_lets_nobody_on_to_targets_that_are_not_usable() {
    east.transitionToOpenState();
    west.transitionToOpenState();
    pool.transitionToHalfOpenState();
    test.poolBreaker.refresh();
    assertThat(pool.getState()).isEqualTo(State.OPEN);
  }

  @RepeatedTest(10)
  void never_outlives_its_targets_whatever_happens_to_them_at_once() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (CircuitBreaker breaker : new CircuitBreaker[] {east, west}) {
        for (int seed = 0; seed < 3; seed++) {
          var random = new Random(seed);
          threads.submit(() -> random.ints(60, 0, 7).forEach(what -> happen(breaker, what)));
        }
      }
    }
    assertThat(pool.getState()).isEqualTo(test.pool.anyUsable() ? State.CLOSED : State.OPEN);
  }

  /** Everything that moves a breaker; what is no way from its state is refused, as it must be. */
  private void happen(CircuitBreaker breaker, int what) {
    try {
      switch (what) {
        case 0 -> breaker.transitionToOpenState();
        case 1 -> breaker.transitionToHalfOpenState();
        case 2 -> breaker.transitionToForcedOpenState();
        case 3 -> breaker.transitionToDisabledState();
        case 4 -> breaker.reset();
        case 5 ->
            test.breakers.restoreOpen(breaker.getName(), test.clock.instant().plusSeconds(600), 2);
        default -> breaker.transitionToClosedState();
      }
    } catch (IllegalStateTransitionException noWay) {
      // the state was another one by then
    }
  }

  private static void swing(CircuitBreaker breaker) {
    for (int i = 0; i < 50; i++) {
      breaker.transitionToOpenState();
      breaker.transitionToHalfOpenState();
    }
    breaker.transitionToClosedState();
  }
}
