package io.bactrian.state;

import static io.bactrian.fixture.Calls.EAST;
import static io.bactrian.fixture.Calls.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.call.FailureKind;
import io.bactrian.event.GatewayEvent.TargetCooled;
import io.bactrian.fixture.CapturedLog;
import io.bactrian.resilience.PoolBreaker;
import io.bactrian.resilience.TargetHealth;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The state of the targets from one start to the next, in a real file. */
@Timeout(60)
class StateKeeperTest {

  private static final Duration SOON = Duration.ofMinutes(4);
  private static final Duration LATE = Duration.ofMinutes(11);

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("state.json");
  }

  private CircuitBreaker after(Duration time, Consumer<CircuitBreaker> change)
      throws InterruptedException {
    try (var before = Restart.from(file(), Duration.ZERO)) {
      change.accept(before.pool.health(EAST).breaker());
    }
    try (var after = Restart.from(file(), time)) {
      assertThat(after.pool.health(WEST).breaker().getState()).isEqualTo(State.CLOSED);
      return after.pool.health(EAST).breaker();
    }
  }

  @Test
  void what_was_open_is_open_until_its_own_deadline() throws InterruptedException {
    assertThat(after(SOON, CircuitBreaker::transitionToOpenState).getState()).isEqualTo(State.OPEN);
    assertThat(after(LATE, CircuitBreaker::transitionToOpenState).getState())
        .isEqualTo(State.CLOSED);
  }

  @Test
  void what_an_operator_did_stays_however_long_it_takes() throws InterruptedException {
    assertThat(after(LATE, CircuitBreaker::transitionToForcedOpenState).getState())
        .isEqualTo(State.FORCED_OPEN);
    assertThat(after(LATE, CircuitBreaker::transitionToDisabledState).getState())
        .isEqualTo(State.DISABLED);
  }

  @Test
  void a_drain_and_the_pool_s_breaker_stay_too() throws InterruptedException {
    try (var before = Restart.from(file(), Duration.ZERO)) {
      before.pool.health(EAST).drain(true);
      before.pool.poolBreaker.breaker().transitionToForcedOpenState();
    }
    try (var after = Restart.from(file(), LATE)) {
      assertThat(after.pool.health(EAST).drained()).isTrue();
      assertThat(after.pool.health(WEST).drained()).isFalse();
      assertThat(after.pool.breakers.entry(PoolBreaker.NAME).breaker().getState())
          .isEqualTo(State.FORCED_OPEN);
    }
  }

  @Test
  void the_pool_s_own_opening_follows_from_its_targets() throws InterruptedException {
    try (var before = Restart.from(file(), Duration.ZERO)) {
      before.pool.health(EAST).breaker().transitionToOpenState();
      before.pool.health(WEST).breaker().transitionToOpenState();
      assertThat(before.pool.poolBreaker.breaker().getState()).isEqualTo(State.OPEN);
    }
    try (var after = Restart.from(file(), SOON)) {
      assertThat(after.pool.poolBreaker.breaker().getState()).isEqualTo(State.OPEN);
    }
    try (var late = Restart.from(file(), LATE)) {
      assertThat(late.pool.poolBreaker.breaker().getState()).isEqualTo(State.CLOSED);
    }
  }

  @Test
  void a_pause_goes_on_and_the_next_one_is_as_long_as_it_would_have_been()
      throws InterruptedException {
    try (var before = Restart.from(file(), Duration.ZERO)) {
      before.pool.fail(EAST, FailureKind.TARGET_THROTTLED);
      before.pool.clock.advance(Duration.ofSeconds(3));
      before.pool.fail(EAST, FailureKind.TARGET_THROTTLED);
    }
    try (var after = Restart.from(file(), Duration.ofSeconds(4))) {
      TargetHealth east = after.pool.health(EAST);
      assertThat(east.coolingReason()).contains(FailureKind.TARGET_THROTTLED);
      assertThat(east.coolingLeft()).isEqualTo(Duration.ofSeconds(3));
      assertThat(after.pool.events.of(TargetCooled.class)).hasSize(1);
      after.pool.clock.advance(Duration.ofSeconds(3));
      after.pool.fail(EAST, FailureKind.TARGET_THROTTLED);
      assertThat(east.coolingLeft()).isEqualTo(Duration.ofSeconds(8));
    }
    try (var late = Restart.from(file(), Duration.ofMinutes(2))) {
      assertThat(late.pool.health(EAST).usable()).isTrue();
    }
  }

  @Test
  void a_change_is_written_by_itself_and_what_does_not_change_is_not() throws Exception {
    try (var running = Restart.from(file(), Duration.ZERO)) {
      await().until(() -> running.keeper.writes() == 1);
      running.pool.health(EAST).breaker().transitionToForcedOpenState();
      running.keeper.wake();
      await().until(() -> Files.readString(file()).contains("FORCED_OPEN"));
      assertThat(running.keeper.writes()).isEqualTo(2);
      running.pool.health(WEST).drain(true);
      await().until(() -> Files.readString(file()).contains("drained"));
      assertThat(running.keeper.writes()).isEqualTo(3);
      assertThat(running.keeper.failures()).isZero();
      assertThat(running.keeper.isOut()).isFalse();
    }
  }

  @Test
  void what_cannot_be_used_is_told_in_one_line_and_written_anew() throws Exception {
    Files.writeString(file(), "{\"version\":1,\"instance\":\"me\",\"wri");
    try (var log = CapturedLog.of(KeptViews.class.getName());
        var running = Restart.from(file(), Duration.ZERO)) {
      assertThat(running.pool.health(EAST).usable()).isTrue();
      await().until(() -> running.keeper.writes() == 1);
      assertThat(log.lines())
          .containsExactly("The state of me in the store file is ignored: it is broken or cut off");
      assertThat(log.levels()).containsExactly(Level.WARN);
    }
    try (var log = CapturedLog.of(KeptViews.class.getName());
        var next = Restart.from(file(), Duration.ZERO)) {
      assertThat(next.keeper.isOut()).isFalse();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void a_store_that_is_out_costs_one_line_and_one_more_when_it_is_back() throws Exception {
    Path later = directory.resolve("later");
    try (var log = CapturedLog.of(StateKeeper.class.getName());
        var running = Restart.from(later.resolve("state.json"), Duration.ZERO)) {
      running.pool.health(EAST).breaker().transitionToForcedOpenState();
      await().until(() -> running.keeper.failures() >= 3);
      assertThat(running.keeper.isOut()).isTrue();
      assertThat(log.levels()).containsExactly(Level.WARN);
      running.pool.clock.advance(Duration.ofSeconds(90));
      assertThat(running.keeper.ageSeconds()).isEqualTo(90);

      Files.createDirectory(later);
      await().until(() -> !running.keeper.isOut());

      assertThat(log.levels()).containsExactly(Level.WARN, Level.INFO);
      assertThat(log.lines().getLast()).isEqualTo("State store file answers again");
      assertThat(running.keeper.ageSeconds()).isZero();
      assertThat(later.resolve("state.json")).content().contains("FORCED_OPEN");
    }
  }
}
