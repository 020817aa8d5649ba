package io.bactrian.call;

import static io.bactrian.call.ModelVerdict.ANSWERED;
import static io.bactrian.call.ModelVerdict.FAILED;
import static io.bactrian.call.ModelVerdict.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;

/** Whose fault a call without an answer is, and whose it is not. */
class ModelVerdictTest {

  private static final Outcome ANSWER = new Outcome.Live(Calls.WEST, Calls.answer("So."));
  private static final Outcome SORRY = new Outcome.Degraded("Sorry.", FailureKind.TARGET_TIMEOUT);

  private static GatewayCall selected(GatewayCall call) {
    return call.withSelection(
        "haiku",
        new Selection(
            "general",
            Optional.of("v1"),
            "primary_model",
            List.of(),
            Optional.empty(),
            Map.of(),
            false));
  }

  private static GatewayCall selected() {
    return selected(Calls.asking("Why?"));
  }

  private static ModelVerdict of(GatewayCall call) {
    return ModelVerdict.of(call);
  }

  @Test
  void a_model_that_answers_after_a_failover_has_answered() {
    List<Attempt> attempts =
        List.of(Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT), Calls.ok(Calls.WEST));
    assertThat(of(selected().answered(attempts, ANSWER))).isEqualTo(ANSWERED);
  }

  @Test
  void a_model_in_whose_place_another_one_answered_has_failed() {
    GatewayCall without = selected().unanswered(List.of(), FailureKind.TARGET_THROTTLED);
    assertThat(of(without.answered(List.of(Calls.ok(Calls.WEST)), ANSWER))).isEqualTo(FAILED);
    assertThat(of(without.ended(SORRY))).isEqualTo(FAILED);
    assertThat(
            of(
                without.ended(
                    new Outcome.Cached(Calls.WEST, Calls.answer("So."), Duration.ZERO, true))))
        .isEqualTo(FAILED);
  }

  @Test
  void a_stream_that_breaks_is_a_failure_unless_its_reader_left() {
    assertThat(of(selected().ended(new Outcome.Broken(Calls.WEST, FailureKind.TARGET_TIMEOUT))))
        .isEqualTo(FAILED);
    for (FailureKind others : List.of(FailureKind.CALLER_LEFT, FailureKind.GATEWAY_STOPPING)) {
      assertThat(of(selected().ended(new Outcome.Broken(Calls.WEST, others)))).isEqualTo(NOTHING);
    }
  }

  @Test
  void a_model_that_was_asked_until_the_deadline_was_too_slow() {
    FailureKind late = FailureKind.GATEWAY_DEADLINE_EXCEEDED;
    List<Attempt> asked = List.of(Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT));
    assertThat(of(selected().unanswered(asked, late).ended(SORRY))).isEqualTo(FAILED);
    assertThat(of(selected().unanswered(List.of(), late).ended(SORRY))).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @EnumSource
  void a_callers_fault_tells_nothing_and_a_targets_does(FailureKind kind) {
    GatewayCall refused = selected().ended(new Outcome.Refused(kind, "no"));
    if (kind.isCallersFault()) {
      assertThat(of(refused)).isEqualTo(NOTHING);
    }
    if (kind.name().startsWith("TARGET_")) {
      assertThat(of(refused)).isEqualTo(FAILED);
    }
  }

  @Test
  void a_model_that_was_not_asked_for_an_answer_tells_nothing() {
    assertThat(
            of(
                selected()
                    .ended(
                        new Outcome.Cached(Calls.WEST, Calls.answer("So."), Duration.ZERO, false))))
        .isEqualTo(NOTHING);
    assertThat(of(Calls.asking("Why?").ended(ANSWER)))
        .as("no model was looked for")
        .isEqualTo(NOTHING);
    GatewayCall count =
        GatewayCall.received(
            "id",
            "t",
            "count",
            "general",
            Delivery.whole("haiku"),
            new Question.CountTokens(CountTokensRequest.builder().build()),
            0);
    assertThat(of(selected(count).ended(SORRY))).isEqualTo(NOTHING);
  }
}
