package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Attempt;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.ManualClock;
import io.bactrian.routing.TargetScores.Score;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;

@Timeout(20)
class TargetScoresTest {

  private static final String EAST = Calls.EAST.id();
  private static final GatewayCall WHOLE = Calls.asking("Why?");
  private static final GatewayCall STREAM = asking(new Delivery("haiku", true, false));
  private static final Offset<Long> ROUGHLY = Offset.offset(2L);

  private final ManualClock clock = new ManualClock();
  private final TargetScores scores = new TargetScores(clock);

  private static GatewayCall asking(Delivery delivery) {
    return GatewayCall.received(
        "id-1", "default", "chat", "x", delivery, new Question.Converse(Calls.question("?")), 0);
  }

  private static Attempt took(long millis, FailureKind failure) {
    return new Attempt(
        Calls.EAST, Optional.ofNullable(failure), millis * 1_000_000, Optional.empty());
  }

  private void answered(long millis) {
    scores.learn(WHOLE, took(millis, null));
  }

  private long whole() {
    return scores.of(EAST).whole().toMillis();
  }

  @Test
  void nothing_is_known_of_a_target_that_nobody_asked() {
    assertThat(scores.of(EAST)).isEqualTo(new Score(Duration.ZERO, Duration.ZERO));
    assertThat(scores.snapshot()).isEmpty();
  }

  @Test
  void a_slower_answer_counts_at_once_and_faster_ones_bring_it_down_with_time() {
    answered(100);
    answered(900);
    assertThat(whole()).isEqualTo(900);
    answered(100);
    assertThat(whole()).isEqualTo(820);
    clock.advance(Duration.ofSeconds(10));
    answered(100);
    assertThat(whole()).isCloseTo(Math.round(820 / Math.E + 100 * (1 - 1 / Math.E)), ROUGHLY);
  }

  @Test
  void a_target_that_nobody_asks_is_forgotten() {
    answered(1_000);
    clock.advance(Duration.ofSeconds(20));
    assertThat(whole()).isCloseTo(Math.round(1_000 / Math.E / Math.E), ROUGHLY);
    clock.advance(Duration.ofMinutes(10));
    assertThat(scores.nanos(Calls.EAST, WHOLE)).isZero();
  }

  @Test
  void streams_and_whole_answers_are_told_apart() {
    answered(4_000);
    scores.learn(STREAM, took(300, null));
    assertThat(scores.of(EAST)).isEqualTo(new Score(Duration.ofSeconds(4), Duration.ofMillis(300)));
    assertThat(scores.nanos(Calls.EAST, STREAM)).isEqualTo(300e6);
  }

  @ParameterizedTest
  @EnumSource
  void only_failures_of_the_target_count_and_as_slow_answers(FailureKind kind) {
    scores.learn(WHOLE, took(5, kind));
    boolean counts = kind.nextTarget() && kind != FailureKind.TARGET_NOT_PERMITTED;
    assertThat(whole()).isEqualTo(counts ? 10_000 : 0);
  }

  @Test
  void failures_in_a_row_count_double_up_to_two_minutes_and_a_slow_one_for_what_it_took() {
    scores.learn(WHOLE, took(25_000, FailureKind.TARGET_TIMEOUT));
    assertThat(whole()).isEqualTo(25_000);
    for (int i = 0; i < 9; i++) {
      scores.learn(WHOLE, took(5, FailureKind.TARGET_UNAVAILABLE));
    }
    assertThat(whole()).isEqualTo(120_000);
  }

  @Test
  void counts_of_tokens_say_nothing() {
    var count = new Question.CountTokens(CountTokensRequest.builder().build());
    Delivery whole = Delivery.whole("haiku");
    scores.learn(
        GatewayCall.received("id", "default", "count", "x", whole, count, 0), took(1, null));
    assertThat(whole()).isZero();
  }

  @Test
  void scores_live_on_in_another_process_as_old_as_they_are() {
    answered(1_000);
    Map<String, Score> kept = scores.snapshot();
    var later = new TargetScores(clock);
    later.restore(kept, Duration.ofSeconds(10));
    assertThat(later.of(EAST).whole().toMillis()).isCloseTo(Math.round(1_000 / Math.E), ROUGHLY);
  }

  @Test
  void what_was_kept_does_not_replace_what_is_known() {
    answered(50);
    scores.restore(Map.of(EAST, new Score(Duration.ofSeconds(9), Duration.ZERO)), Duration.ZERO);
    assertThat(scores.of(EAST)).isEqualTo(new Score(Duration.ofMillis(50), Duration.ZERO));
  }

  @Test
  void many_threads_lose_no_answer() {
    long peak = 1_000_000_000_000L;
    int faster = 200;
    answered(peak);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < faster; i++) {
        threads.submit(() -> answered(1_000));
      }
    }
    assertThat(whole())
        .isCloseTo(1_000 + Math.round((peak - 1_000) * Math.pow(0.9, faster)), ROUGHLY);
  }
}
