package io.bactrian.strategy.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bactrian.call.FailureKind;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.CanaryWithdrawn;
import io.bactrian.fixture.ManualClock;
import io.bactrian.fixture.RecordedEvents;
import io.bactrian.strategy.KnownModels;
import io.bactrian.strategy.StrategyInForce;
import io.bactrian.strategy.StrategyParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Canaries are taken back when they do worse than they may, and only then. */
class CanariesTest {

  private static final Trial SONNET = new Trial("one", "general", "sonnet", false);
  private static final Trial TITAN = new Trial("one", "general", "titan", true);
  private static final Trial BILLING = new Trial("one", "billing", "nova", true);
  private static final Duration FAST = Duration.ofMillis(100);
  private static final FailureKind BROKEN = FailureKind.TARGET_UNAVAILABLE;

  private final ManualClock clock = new ManualClock();
  private final RecordedEvents events = new RecordedEvents();
  private final StrategyInForce inForce =
      new StrategyInForce(
          new StrategyParser(
              new KnownModels(
                  Map.of("sonnet", "sonnet", "titan", "titan", "nova", "nova"), Map.of())),
          events,
          clock);
  private final CanaryBounds bounds = new CanaryBounds(Duration.ofMinutes(5), 50, 5, 1.5);
  private final Scoreboard board = new Scoreboard(bounds, Prices.UNKNOWN, clock);
  private final Canaries canaries = new Canaries(inForce, board, bounds, events, clock);

  @BeforeEach
  void offer() {
    offer("one", "");
  }

  private void offer(String version, String space) {
    String document =
        """
        {"version": "%s", "primary_model": "sonnet", "use_case_models": {"billing": "titan"},
         "weights": {"sonnet": 90, "titan": 10},
         "use_case_weights": {"billing": {"titan": 1, "nova": 1}}}
        """
            .formatted(version);
    assertThat(inForce.offer((document + space).getBytes(StandardCharsets.UTF_8), "file")).isTrue();
  }

  private void came(int times, CallFinished call) {
    board.recordAll(List.copyOf(Collections.nCopies(times, call)));
  }

  private List<CanaryWithdrawn> judged() {
    canaries.judge();
    return events.of(CanaryWithdrawn.class);
  }

  private boolean isOnTrial(Trial trial) {
    return canaries.all().stream()
        .anyMatch(
            status ->
                status.canary().model().equals(trial.model()) && status.withdrawn().isEmpty());
  }

  @Test
  void too_many_errors_take_a_canary_back_once() {
    came(45, TITAN.answered(FAST));
    came(5, TITAN.failed(BROKEN));
    assertThat(judged())
        .containsExactly(
            new CanaryWithdrawn(
                "one",
                "*",
                "titan",
                "errors",
                "5 of 50 calls were not answered, 10.0 %; allowed: 5.0 %"));
    assertThat(isOnTrial(TITAN)).isFalse();
    assertThat(isOnTrial(BILLING)).isTrue();
    assertThat(inForce.current().orElseThrow().document().weights())
        .isEqualTo(Map.of("sonnet", 100));

    came(50, TITAN.failed(BROKEN));
    assertThat(judged()).as("again").hasSize(1);
  }

  @Test
  void fewer_calls_than_the_minimum_judge_nothing() {
    came(49, TITAN.failed(BROKEN));
    assertThat(judged()).isEmpty();
    came(1, TITAN.failed(BROKEN));
    assertThat(judged()).hasSize(1);
  }

  @Test
  void calls_that_are_spread_over_more_than_the_window_judge_nothing() {
    for (int i = 0; i < 20; i++) {
      came(10, TITAN.failed(BROKEN));
      clock.advance(Duration.ofMinutes(2));
      assertThat(judged()).isEmpty();
    }
  }

  @Test
  void a_bound_may_be_reached_and_callers_faults_are_none_of_it() {
    came(95, TITAN.answered(FAST));
    came(5, TITAN.failed(BROKEN));
    came(90, TITAN.refused(FailureKind.CALLER_INVALID_REQUEST));
    assertThat(judged()).isEmpty();
  }

  @Test
  void a_canary_that_is_slower_than_the_model_beside_it_is_taken_back() {
    came(60, SONNET.answered(FAST));
    came(60, TITAN.answered(FAST.multipliedBy(2)));
    assertThat(judged())
        .extracting(CanaryWithdrawn::useCase, CanaryWithdrawn::model, CanaryWithdrawn::reason)
        .containsExactly(tuple("*", "titan", "latency"));
  }

  @Test
  void a_canary_that_is_a_little_slower_is_kept() {
    came(60, SONNET.answered(FAST));
    came(60, TITAN.answered(FAST.plusMillis(35)));
    assertThat(judged()).isEmpty();
  }

  @Test
  void latency_is_not_compared_with_too_few_calls_or_with_those_of_others() {
    came(49, SONNET.answered(FAST));
    came(500, new Trial("zero", "general", "sonnet", false).answered(FAST));
    came(500, new Trial("one", "billing", "sonnet", false).answered(FAST));
    came(60, TITAN.answered(FAST.multipliedBy(9)));
    assertThat(judged()).isEmpty();
    came(1, SONNET.answered(FAST));
    assertThat(judged()).hasSize(1);
  }

  @Test
  void the_canary_of_a_use_case_is_judged_by_that_use_case() {
    came(60, new Trial("one", "billing", "titan", false).answered(FAST));
    came(60, BILLING.failed(BROKEN));
    came(60, TITAN.answered(FAST));
    assertThat(judged())
        .extracting(CanaryWithdrawn::useCase, CanaryWithdrawn::model)
        .containsExactly(tuple("billing", "nova"));
    assertThat(isOnTrial(TITAN)).isTrue();
  }

  @Test
  void the_calls_of_all_use_cases_of_the_primary_model_are_one_trial() {
    came(25, new Trial("one", "default", "titan", true).failed(BROKEN));
    came(25, TITAN.failed(BROKEN));
    assertThat(judged()).hasSize(1);
  }

  @Test
  void another_document_starts_afresh_even_under_the_same_version() {
    came(60, TITAN.failed(BROKEN));
    offer("one", " ");
    assertThat(judged()).isEmpty();
    came(60, TITAN.failed(BROKEN));
    assertThat(judged()).hasSize(1);
    offer("two", "");
    assertThat(isOnTrial(TITAN)).isTrue();
    came(60, TITAN.failed(BROKEN));
    assertThat(judged()).as("calls of the document before").hasSize(1);
  }

  @Test
  void an_operator_takes_a_canary_back_and_restores_it_to_be_judged_anew() {
    assertThat(canaries.withdraw("sonnet", "alice")).as("no canary").isEmpty();
    assertThat(canaries.restore("nobody")).isEmpty();

    came(60, TITAN.failed(BROKEN));
    assertThat(canaries.withdraw("titan", "alice").orElseThrow())
        .singleElement()
        .satisfies(status -> assertThat(status.withdrawn().orElseThrow().by()).isEqualTo("alice"));
    assertThat(judged()).as("it has no calls").isEmpty();

    assertThat(canaries.restore("titan").orElseThrow())
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.withdrawn()).isEmpty();
              assertThat(status.calls().calls()).isZero();
            });
    assertThat(judged()).isEmpty();
    came(60, TITAN.failed(BROKEN));
    assertThat(judged()).hasSize(1);
  }

  @Test
  void restoring_what_is_on_trial_already_forgets_no_calls() {
    came(49, TITAN.failed(BROKEN));
    canaries.restore("titan");
    came(1, TITAN.failed(BROKEN));
    assertThat(judged()).hasSize(1);
  }
}
