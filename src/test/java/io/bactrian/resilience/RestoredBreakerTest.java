package io.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.event.GatewayEvent.BreakerStateChanged;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a breaker tells of itself, and how another one is brought to the same state. */
class RestoredBreakerTest {

  private static final String EAST = "us-east-1/haiku";

  private final TestPool test = new TestPool(Calls.EAST, Calls.WEST);
  private final CircuitBreaker east = test.health(Calls.EAST).breaker();
  private final Instant start = test.clock.instant();

  private Instant in(int seconds) {
    return test.clock.instant().plusSeconds(seconds);
  }

  @Test
  void a_breaker_tells_its_state_its_end_and_its_openings() {
    assertThat(test.breakers.snapshot(EAST))
        .contains(new BreakerSnapshot(EAST, State.CLOSED, Optional.empty(), 0, start));
    test.clock.advance(Duration.ofSeconds(7));
    east.transitionToOpenState();
    assertThat(test.breakers.snapshot(EAST))
        .contains(new BreakerSnapshot(EAST, State.OPEN, Optional.of(in(600)), 1, in(0)));
  }

  @Test
  void all_targets_tell_theirs_and_the_pool_which_judges_nobody_does_not() {
    assertThat(test.breakers.snapshots())
        .extracting(BreakerSnapshot::name)
        .containsExactly(EAST, "us-west-2/haiku");
    assertThat(test.breakers.snapshot(PoolBreaker.NAME)).isEmpty();
    assertThat(test.breakers.snapshot("nowhere/haiku")).isEmpty();
  }

  @Test
  void a_restored_breaker_is_open_until_the_same_moment() {
    assertThat(test.breakers.restoreOpen(EAST, in(42), 3)).isTrue();

    assertThat(test.breakers.snapshot(EAST))
        .contains(new BreakerSnapshot(EAST, State.OPEN, Optional.of(in(42)), 3, start));
    assertThat(test.advice.untilProbe(test.health(Calls.EAST))).hasSeconds(42);
    assertThat(east.tryAcquirePermission()).isFalse();
    test.clock.advance(Duration.ofMillis(41_999));
    assertThat(east.tryAcquirePermission()).isFalse();
    test.clock.advance(Duration.ofMillis(2));
    assertThat(east.tryAcquirePermission()).isTrue();
    assertThat(east.getState()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void when_all_are_restored_the_pool_is_open_at_once() {
    test.breakers.restoreOpen(EAST, in(42), 1);
    assertThat(test.poolBreaker.breaker().getState()).isEqualTo(State.CLOSED);
    test.breakers.restoreOpen("us-west-2/haiku", in(42), 1);
    assertThat(test.poolBreaker.breaker().getState()).isEqualTo(State.OPEN);
  }

  @Test
  void what_has_passed_or_is_unknown_is_not_restored() {
    assertThat(test.breakers.restoreOpen(EAST, start, 1)).isFalse();
    assertThat(test.breakers.restoreOpen(EAST, start.minusSeconds(1), 1)).isFalse();
    assertThat(test.breakers.restoreOpen("nowhere/haiku", in(42), 1)).isFalse();
    assertThat(test.breakers.restoreOpen(PoolBreaker.NAME, in(42), 1)).isFalse();
    assertThat(test.events.of(BreakerStateChanged.class)).isEmpty();
  }

  @Test
  void a_breaker_that_is_open_keeps_its_own_end() {
    east.transitionToOpenState();
    assertThat(test.breakers.restoreOpen(EAST, in(42), 5)).isFalse();
    assertThat(test.breakers.snapshot(EAST).orElseThrow().openUntil()).contains(in(600));
  }

  @ParameterizedTest
  @EnumSource(names = {"FORCED_OPEN", "DISABLED"})
  void a_breaker_that_an_operator_holds_is_left_alone(State held) {
    if (held == State.DISABLED) {
      east.transitionToDisabledState();
    } else {
      east.transitionToForcedOpenState();
    }
    assertThat(test.breakers.restoreOpen(EAST, in(42), 1)).isFalse();
    assertThat(east.getState()).isEqualTo(held);
  }
}
