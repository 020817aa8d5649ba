package io.bactrian.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.FailureKind;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.bactrian.resilience.PoolBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BreakerBoardTest {

  private static final String EAST = "us-east-1/haiku";
  private static final String BY = "alice@10.0.0.7";
  private static final Map<String, State> RESULTS =
      Map.of(
          "open", State.FORCED_OPEN,
          "close", State.CLOSED,
          "half-open", State.HALF_OPEN,
          "disable", State.DISABLED,
          "reset", State.CLOSED);

  private final TestPool test = new TestPool(Calls.EAST, Calls.WEST);
  private final BreakerBoard board =
      new BreakerBoard(
          test.breakers, test.pool, test.poolBreaker, test.advice, test.events, test.clock);
  private final CircuitBreaker east = test.health(Calls.EAST).breaker();

  static Stream<Arguments> everyOperationInEveryState() {
    return Stream.of(State.CLOSED, State.OPEN, State.FORCED_OPEN, State.HALF_OPEN, State.DISABLED)
        .flatMap(from -> BreakerBoard.OPERATIONS.stream().map(what -> Arguments.of(from, what)));
  }

  private static void bring(CircuitBreaker breaker, State state) {
    switch (state) {
      case OPEN -> breaker.transitionToOpenState();
      case FORCED_OPEN -> breaker.transitionToForcedOpenState();
      case DISABLED -> breaker.transitionToDisabledState();
      case HALF_OPEN -> {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
      }
      default -> {}
    }
  }

  @ParameterizedTest
  @MethodSource("everyOperationInEveryState")
  void every_operation_works_in_every_state(State from, String operation) {
    bring(east, from);

    Map<String, Object> after = board.act(EAST, operation, BY).orElseThrow();

    assertThat(east.getState()).isEqualTo(RESULTS.get(operation));
    assertThat(after).containsEntry("name", EAST);
    assertThat(after.get("state").toString()).isEqualToIgnoringCase(east.getState().name());
    assertThat(test.events.of(OperatorActed.class))
        .filteredOn(acted -> !acted.by().equals(OperatorActed.JMX))
        .containsExactly(new OperatorActed(operation + " " + EAST, BY));
  }

  @ParameterizedTest
  @MethodSource("everyOperationInEveryState")
  void no_operation_leaves_the_pool_out_of_line(State from, String operation) {
    bring(test.health(Calls.WEST).breaker(), State.OPEN);
    bring(east, from);

    board.act(EAST, operation, BY);

    assertThat(test.poolBreaker.breaker().getState())
        .isEqualTo(test.pool.anyUsable() ? State.CLOSED : State.OPEN);
  }

  @Test
  void an_operator_may_hold_the_pool_open_or_disable_it() {
    board.act(PoolBreaker.NAME, "open", BY);
    assertThat(test.poolBreaker.breaker().getState()).isEqualTo(State.FORCED_OPEN);
    board.act(PoolBreaker.NAME, "close", BY);
    assertThat(test.poolBreaker.breaker().getState()).isEqualTo(State.CLOSED);
    board.act(PoolBreaker.NAME, "half-open", BY);
    assertThat(test.poolBreaker.breaker().getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void closing_the_pool_while_no_target_is_usable_does_not_last() {
    east.transitionToOpenState();
    test.health(Calls.WEST).breaker().transitionToOpenState();
    board.act(PoolBreaker.NAME, "close", BY);
    assertThat(test.poolBreaker.breaker().getState()).isEqualTo(State.OPEN);
  }

  @Test
  void reset_also_ends_a_pause() {
    test.fail(Calls.EAST, FailureKind.TARGET_ACCESS_DENIED);
    board.act(EAST, "close", BY);
    assertThat(test.health(Calls.EAST).usable()).isFalse();
    board.act(EAST, "reset", BY);
    assertThat(test.health(Calls.EAST).usable()).isTrue();
  }

  @Test
  void unknown_breakers_and_operations_are_told() {
    assertThat(board.act("nowhere/haiku", "open", BY)).isEmpty();
    assertThat(board.one("nowhere/haiku")).isEmpty();
    assertThat(test.events.of(OperatorActed.class)).isEmpty();
    assertThatThrownBy(() -> board.act(EAST, "explode", BY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no operation 'explode'; allowed: open, close, half-open, disable, reset");
  }

  @Test
  void the_board_shows_every_breaker_in_order_with_the_time() {
    Map<String, Object> all = board.all();
    assertThat(all).containsEntry("timestamp", test.clock.instant().toString());
    assertThat(all.get("circuit_breakers"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys(EAST, "us-west-2/haiku", PoolBreaker.NAME);
  }

  @Test
  void a_view_tells_totals_window_and_times() {
    String start = test.clock.instant().toString();
    for (int i = 0; i < 2; i++) {
      east.onError(1, TimeUnit.MILLISECONDS, TestPool.failure(FailureKind.TARGET_TIMEOUT));
    }
    east.onSuccess(1, TimeUnit.MILLISECONDS);
    test.clock.advance(Duration.ofSeconds(90));

    assertThat(board.one(EAST).orElseThrow())
        .containsEntry("state", "open")
        .containsEntry("total_requests", 3L)
        .containsEntry("total_failures", 2L)
        .containsEntry("total_successes", 1L)
        .containsEntry("total_timeouts", 2L)
        .containsEntry("total_ignored", 0L)
        .containsEntry("total_circuit_open_rejections", 0L)
        .containsEntry("current_failure_count", 2)
        .containsEntry("current_success_count", 1)
        .containsEntry("last_state_change", start)
        .containsEntry("last_failure_time", start)
        .containsEntry("uptime_seconds", 90.0)
        .containsEntry("next_probe_seconds", 510.0)
        .containsEntry("in_flight", 0L)
        .containsEntry("drained", false);
  }

  @Test
  void a_view_shows_nothing_where_there_were_too_few_calls_to_judge() {
    assertThat(board.one(EAST).orElseThrow())
        .containsEntry("failure_rate", null)
        .containsEntry("slow_call_rate", null)
        .containsEntry("last_failure_time", null)
        .containsEntry("cooling_reason", null);
  }

  @Test
  void a_view_tells_why_and_how_long_a_target_is_left_alone() {
    test.fail(Calls.EAST, FailureKind.TARGET_THROTTLED);
    assertThat(board.one(EAST).orElseThrow())
        .containsEntry("cooling_seconds", 2.0)
        .containsEntry("cooling_reason", "target-throttled");
  }

  @Test
  void settings_are_those_of_the_target_and_the_pool_has_none() {
    assertThat(board.one(EAST).orElseThrow().get("config"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("window_seconds", null)
        .hasSize(10)
        .containsAllEntriesOf(
            Map.of(
                "window_size",
                6,
                "minimum_calls",
                3,
                "failure_rate_threshold",
                50f,
                "slow_call_duration_seconds",
                10.0,
                "slow_call_rate_threshold",
                100f,
                "recovery_timeout_seconds",
                600.0,
                "recovery_timeout_multiplier",
                1f,
                "recovery_timeout_max_seconds",
                600.0,
                "success_threshold",
                2));
    assertThat(board.one(PoolBreaker.NAME).orElseThrow())
        .doesNotContainKeys("config", "in_flight", "next_probe_seconds");
    assertThat(List.copyOf(board.one(EAST).orElseThrow().keySet()).getFirst()).isEqualTo("name");
  }
}
