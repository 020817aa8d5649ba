package io.bactrian.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.FailureKind;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who did what to a breaker by hand, and what happened meanwhile. */
class ManualOperationsTest {

  private static final String EAST = "us-east-1/haiku";
  private static final String ALICE = "alice@10.0.0.7";

  private final TestPool test = new TestPool(Calls.EAST, Calls.WEST);
  private final BreakerBoard board =
      new BreakerBoard(
          test.breakers, test.pool, test.poolBreaker, test.advice, test.events, test.clock);
  private final CircuitBreaker east = test.health(Calls.EAST).breaker();

  private Map<String, Object> east() {
    return board.one(EAST).orElseThrow();
  }

  private Map<String, Object> done(String operation, String by) {
    return Map.of("operation", operation, "by", by, "at", test.clock.instant().toString());
  }

  @Test
  void while_an_operator_holds_a_breaker_it_says_who_and_when() {
    assertThat(east()).containsEntry("forced", null).containsEntry("last_operation", null);
    test.clock.advance(Duration.ofSeconds(7));
    assertThat(board.act(EAST, "open", ALICE).orElseThrow())
        .containsEntry("forced", done("open", ALICE));
    assertThat(board.act(EAST, "disable", "10.0.0.8").orElseThrow())
        .containsEntry("forced", done("disable", "10.0.0.8"));
    assertThat(board.act(EAST, "close", ALICE).orElseThrow())
        .containsEntry("forced", null)
        .containsEntry("last_operation", done("close", ALICE));
    assertThat(board.one("us-west-2/haiku").orElseThrow()).containsEntry("last_operation", null);
  }

  @Test
  void what_camel_does_for_jmx_is_told_as_an_operator_s_too() {
    east.transitionToForcedOpenState();
    assertThat(east()).containsEntry("forced", done("open", "jmx"));
    east.transitionToHalfOpenState();
    assertThat(east()).containsEntry("forced", null);
    east.transitionToDisabledState();
    east.transitionToClosedState();
    assertThat(east()).containsEntry("last_operation", done("close", "jmx"));
    assertThat(test.events.of(OperatorActed.class))
        .containsExactly(
            new OperatorActed("open " + EAST, "jmx"),
            new OperatorActed("half-open " + EAST, "jmx"),
            new OperatorActed("disable " + EAST, "jmx"),
            new OperatorActed("close " + EAST, "jmx"));
  }

  @Test
  void what_a_breaker_does_by_itself_is_nobody_s() {
    east.transitionToOpenState();
    east.transitionToHalfOpenState();
    east.transitionToClosedState();
    assertThat(east()).containsEntry("last_operation", null);
    assertThat(test.events.of(OperatorActed.class)).isEmpty();
  }

  @Test
  void calls_that_a_held_breaker_refuses_are_counted() {
    board.act(EAST, "open", ALICE);
    assertThat(east.tryAcquirePermission()).isFalse();
    assertThatThrownBy(east::acquirePermission).isNotNull();
    board.act("bedrock", "open", ALICE);
    assertThat(test.poolBreaker.breaker().tryAcquirePermission()).isFalse();

    assertThat(east())
        .containsEntry("total_circuit_open_rejections", 2L)
        .containsEntry("total_requests", 2L);
    assertThat(board.one("bedrock").orElseThrow())
        .containsEntry("total_circuit_open_rejections", 1L);
  }

  @Test
  void outcomes_at_a_disabled_breaker_are_counted_and_do_not_open_it() {
    board.act(EAST, "disable", ALICE);
    for (int i = 0; i < 10; i++) {
      assertThat(east.tryAcquirePermission()).isTrue();
      east.onError(1, TimeUnit.MILLISECONDS, TestPool.failure(FailureKind.TARGET_TIMEOUT));
    }
    east.onError(1, TimeUnit.MILLISECONDS, TestPool.failure(FailureKind.TARGET_THROTTLED));
    east.onSuccess(1, TimeUnit.MILLISECONDS);
    east.onResult(1, TimeUnit.MILLISECONDS, "answer");

    assertThat(east())
        .containsEntry("state", "disabled")
        .containsEntry("total_failures", 10L)
        .containsEntry("total_timeouts", 10L)
        .containsEntry("total_ignored", 1L)
        .containsEntry("total_successes", 2L)
        .containsEntry("total_requests", 13L)
        .containsEntry("last_failure_time", test.clock.instant().toString());
  }

  @Test
  void half_opening_by_hand_does_not_lengthen_the_next_opening() {
    board.act(EAST, "half-open", ALICE);
    board.act(EAST, "close", ALICE);
    assertThat(east()).containsEntry("openings_in_a_row", 0);
    east.transitionToOpenState();
    assertThat(east()).containsEntry("openings_in_a_row", 1);
  }

  @Test
  void an_operator_is_a_name_and_an_address() {
    assertThat(Operators.told(null, "10.0.0.7")).isEqualTo("10.0.0.7");
    assertThat(Operators.told("alice", "10.0.0.7")).isEqualTo(ALICE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "x\ny", "<b>", "anna=maria"})
  void a_name_that_could_forge_a_line_is_refused(String name) {
    assertThatThrownBy(() -> Operators.told(name, "10.0.0.7"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x-bactrian-operator")
        .hasMessageContaining("1 to 64");
  }
}
