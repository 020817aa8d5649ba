package io.bactrian.strategy.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.call.ModelChoice;
import io.bactrian.event.GatewayEvent;
import io.bactrian.event.GatewayEvent.TargetRecovered;
import io.bactrian.fixture.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What is known of models by the calls of the last while. */
class ScoreboardTest {

  private static final Trial SONNET = new Trial("one", "general", "sonnet", false);
  private static final Trial CANARY = new Trial("one", "general", "titan", true);
  private static final Percentage NEAR = Percentage.withPercentage(5);

  private final ManualClock clock = new ManualClock();
  private final Scoreboard board =
      new Scoreboard(
          new CanaryBounds(Duration.ofMinutes(5), 50, 5, 1.5),
          (modelId, usage) ->
              modelId.equals("id-of-sonnet")
                  ? OptionalDouble.of(usage.output() * 0.5)
                  : OptionalDouble.empty(),
          clock);

  private void record(GatewayEvent... events) {
    board.recordAll(List.of(events));
  }

  private Tally of(Trial trial) {
    return board.all().entrySet().stream()
        .filter(row -> row.getKey().model().equals(trial.model()))
        .filter(row -> row.getKey().version().equals(Optional.of(trial.version())))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(Tally::new);
  }

  @Test
  void calls_are_told_by_version_use_case_model_and_choice() {
    record(
        SONNET.answered(Duration.ofMillis(100)),
        CANARY.answered(Duration.ofMillis(200)),
        new TargetRecovered("any"),
        new Trial("two", "billing", "sonnet", false).answered(Duration.ofMillis(1)));
    assertThat(board.all().keySet())
        .containsExactlyInAnyOrder(
            new ScoreKey(Optional.of("one"), "general", "sonnet", ModelChoice.CHOSEN),
            new ScoreKey(Optional.of("one"), "general", "titan", ModelChoice.CANARY),
            new ScoreKey(Optional.of("two"), "billing", "sonnet", ModelChoice.CHOSEN));
  }

  @Test
  void failures_latencies_tokens_and_cost_are_added_up() {
    for (int i = 1; i <= 20; i++) {
      record(SONNET.answered(Duration.ofMillis(i * 100)));
    }
    record(SONNET.failed(FailureKind.TARGET_TIMEOUT), SONNET.refused(FailureKind.CALLER_RESIDENCY));
    Tally tally = of(SONNET);
    assertThat(tally.calls()).isEqualTo(21);
    assertThat(tally.failures()).isEqualTo(1);
    assertThat(tally.latencies().percentile(50).orElseThrow().toMillis()).isCloseTo(1000L, NEAR);
    assertThat(tally.latencies().percentile(95).orElseThrow().toMillis()).isCloseTo(1900L, NEAR);
    assertThat(tally.firstContents().percentile(50)).isEmpty();
    assertThat(tally.inputTokens()).isEqualTo(200);
    assertThat(tally.outputTokens()).isEqualTo(400);
    assertThat(tally.cost()).hasValue(200);
  }

  @Test
  void without_a_price_there_is_no_cost() {
    record(CANARY.answered(Duration.ofMillis(1)));
    assertThat(of(CANARY).cost()).isEmpty();
  }

  @Test
  void a_stream_tells_when_its_first_content_came() {
    record(SONNET.streamed(Duration.ofMillis(300), Duration.ofMillis(700)));
    Tally tally = of(SONNET);
    assertThat(tally.firstContents().percentile(50).orElseThrow().toMillis()).isCloseTo(300L, NEAR);
    assertThat(tally.latencies().percentile(50).orElseThrow().toMillis()).isCloseTo(1000L, NEAR);
  }

  @Test
  void calls_leave_the_window_in_the_order_in_which_they_came() {
    record(SONNET.answered(Duration.ofMillis(1)));
    clock.advance(Duration.ofMinutes(3));
    record(SONNET.answered(Duration.ofMillis(1)), SONNET.answered(Duration.ofMillis(1)));
    assertThat(of(SONNET).calls()).isEqualTo(3);
    clock.advance(Duration.ofMinutes(2));
    assertThat(of(SONNET).calls()).isEqualTo(2);
    clock.advance(Duration.ofMinutes(3));
    assertThat(board.all()).isEmpty();
  }

  @Test
  void rows_are_bounded_and_make_room_when_their_calls_are_old() {
    for (int i = 0; i < 2_000; i++) {
      record(new Trial("v" + i, "general", "sonnet", false).answered(Duration.ofMillis(1)));
    }
    assertThat(board.all()).hasSize(500);
    clock.advance(Duration.ofMinutes(6));
    record(SONNET.answered(Duration.ofMillis(1)));
    assertThat(board.all()).hasSize(1);
  }

  @Test
  void no_call_is_lost_when_many_threads_record_and_others_look() throws Exception {
    int threads = 8;
    int calls = 20_000;
    try (ExecutorService all = Executors.newFixedThreadPool(threads + 1)) {
      Callable<Void> recording =
          () -> {
            for (int i = 0; i < calls; i++) {
              record(
                  i % 10 == 0
                      ? CANARY.failed(FailureKind.TARGET_TIMEOUT)
                      : CANARY.answered(Duration.ofMillis(i % 100)));
            }
            return null;
          };
      Callable<Void> looking =
          () -> {
            for (int i = 0; i < 200; i++) {
              board.all();
            }
            return null;
          };
      for (var done :
          all.invokeAll(
              Stream.concat(Stream.generate(() -> recording).limit(threads), Stream.of(looking))
                  .toList())) {
        done.get();
      }
    }
    assertThat(of(CANARY).calls()).isEqualTo(threads * calls);
    assertThat(of(CANARY).failures()).isEqualTo(threads * calls / 10);
    assertThat(of(CANARY).latencies().count()).isEqualTo(threads * calls * 9L / 10);
  }
}
