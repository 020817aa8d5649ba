package io.bactrian.translator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Answer;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyHeadersTest {

  private static final GatewayCall UNANSWERED =
      Calls.asking("Why?")
          .unanswered(
              List.of(Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT)),
              FailureKind.TARGET_TIMEOUT);

  @Test
  void an_answer_of_another_model_says_that_it_stands_in() {
    var nova = Calls.ofModel("nova");
    for (Outcome outcome :
        List.of(new Outcome.Live(nova, Calls.answer("So.")), new Outcome.Streaming(nova, null))) {
      assertThat(ReplyHeaders.of(UNANSWERED.answered(List.of(Calls.ok(nova)), outcome), 0))
          .containsEntry("x-bactrian-served-by", "us-east-1/nova")
          .containsEntry("x-bactrian-degraded", "model")
          .containsEntry(
              "x-bactrian-attempts", "us-east-1/haiku=target-timeout, us-east-1/nova=ok");
    }
  }

  @Test
  void an_answer_of_the_asked_model_stands_in_for_nothing() {
    GatewayCall call =
        Calls.asking("Why?")
            .answered(
                List.of(Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT), Calls.ok(Calls.WEST)),
                new Outcome.Live(Calls.WEST, Calls.answer("So.")));
    assertThat(ReplyHeaders.of(call, 0)).doesNotContainKey("x-bactrian-degraded");
  }

  @Test
  void a_kept_answer_that_is_too_old_for_any_other_day_says_so() {
    var answer = new Answer.Conversed(Calls.answer("So."));
    var stale = new Outcome.Cached(Calls.EAST, answer, Duration.ofHours(2), true, true);
    assertThat(ReplyHeaders.of(UNANSWERED.ended(stale), 0))
        .containsEntry("x-bactrian-served-by", "cache")
        .containsEntry("x-bactrian-degraded", "cache-stale")
        .containsEntry("Age", "7200");
  }
}
