package io.bactrian.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import io.bactrian.fallback.CacheMode;
import io.bactrian.fixture.Calls;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rung of the other models, as the YAML files say it. */
@Timeout(30)
class OtherModelFlowTest {

  private final ChatFlow flow;

  OtherModelFlowTest() throws Exception {
    flow = new ChatFlow(CacheMode.FALLBACK, "nova", "opus");
    flow.failure = FailureKind.TARGET_TIMEOUT;
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  private GatewayCall question() {
    return GatewayCall.received(
        "id-1",
        "default",
        "chat",
        "general",
        Delivery.whole("haiku"),
        new Question.Converse(Calls.question("Why?")),
        flow.test.clock.getAsLong());
  }

  private GatewayCall ask() {
    return flow.ask(question());
  }

  private static Outcome live(Target target) {
    return new Outcome.Live(target, Calls.answer("Because."));
  }

  @Test
  void the_first_other_model_answers_before_any_kept_answer() {
    flow.failure = null;
    ask();
    flow.failure = FailureKind.TARGET_TIMEOUT;

    GatewayCall call = ask();

    assertThat(flow.passed)
        .containsSubsequence(
            "balance",
            "enter-ladder",
            "to-other-model",
            "each-other-model",
            "next-model",
            "other-model-breaker",
            "nova",
            "open-before-cache",
            "remember")
        .doesNotContain("opus", "model-failed", "to-cached-answer", "to-degraded-reply");
    assertThat(call.outcome()).contains(live(ChatFlow.NOVA));
    assertThat(call.fallbackTarget()).contains(ChatFlow.NOVA);
    assertThat(call.cause()).contains(FailureKind.TARGET_TIMEOUT);
    assertThat(call.model()).isEqualTo("haiku");
    assertThat(call.attempts())
        .containsExactly(
            Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT), Calls.ok(ChatFlow.NOVA));
  }

  @Test
  void the_next_one_answers_when_it_fails_too() {
    flow.otherFailures.put("nova", FailureKind.TARGET_UNAVAILABLE);

    GatewayCall call = ask();

    assertThat(flow.passed).containsSubsequence("balance", "nova", "model-failed", "opus");
    assertThat(call.outcome()).contains(live(ChatFlow.OPUS));
    assertThat(call.cause()).contains(FailureKind.TARGET_TIMEOUT);
    assertThat(call.attempts())
        .containsExactly(
            Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT),
            Calls.failed(ChatFlow.NOVA, FailureKind.TARGET_UNAVAILABLE),
            Calls.ok(ChatFlow.OPUS));
  }

  @Test
  void what_another_model_refuses_may_be_answered_by_the_next() {
    flow.otherFailures.put("nova", FailureKind.CALLER_INVALID_REQUEST);

    assertThat(ask().outcome()).contains(live(ChatFlow.OPUS));
  }

  @Test
  void when_all_have_failed_the_asked_models_kept_answer_comes() {
    flow.failure = null;
    ask();
    flow.failure = FailureKind.TARGET_TIMEOUT;
    flow.otherFailures.put("nova", FailureKind.TARGET_UNAVAILABLE);
    flow.otherFailures.put("opus", FailureKind.CALLER_CONTEXT_TOO_LONG);

    GatewayCall call = ask();

    assertThat(flow.passed)
        .containsSubsequence("nova", "opus", "look-up-answer")
        .doesNotContain("degrade");
    assertThat(call.outcome())
        .contains(new Outcome.Cached(Calls.EAST, Calls.answer("Because."), Duration.ZERO, true));
    assertThat(call.cause()).contains(FailureKind.TARGET_TIMEOUT);
    assertThat(call.attempts()).hasSize(3);
  }

  @Test
  void an_answer_of_another_model_is_not_kept_for_the_question_to_the_asked_one() {
    assertThat(ask().outcome()).contains(live(ChatFlow.NOVA));
    flow.otherFailures.put("nova", FailureKind.TARGET_UNAVAILABLE);
    flow.otherFailures.put("opus", FailureKind.TARGET_UNAVAILABLE);

    GatewayCall call = ask();

    assertThat(flow.passed).containsSubsequence("nova", "opus", "look-up-answer", "degrade");
    assertThat(call.outcome()).contains(new Outcome.Degraded("Sorry.", FailureKind.TARGET_TIMEOUT));
  }

  @Test
  void nothing_of_the_failures_is_left_on_the_exchange() {
    flow.otherFailures.put("nova", FailureKind.TARGET_UNAVAILABLE);

    Exchange exchange = flow.send(question());

    assertThat(exchange.getException()).isNull();
    assertThat(exchange.isFailed()).isFalse();
    assertThat(exchange.isRouteStop()).isFalse();
    assertThat(exchange.getMessage().getBody(GatewayCall.class).isLive()).isTrue();
  }

  @Test
  void a_callers_fault_asks_no_other_model() {
    flow.failure = FailureKind.CALLER_INVALID_REQUEST;

    assertThat(ask().outcome().orElseThrow()).isInstanceOf(Outcome.Refused.class);
    assertThat(flow.passed).doesNotContain("to-other-model", "nova");
  }

  @Test
  void a_caller_that_leaves_ends_the_ladder() {
    flow.otherFailures.put("nova", FailureKind.CALLER_LEFT);

    GatewayCall call = ask();

    assertThat(flow.passed).doesNotContain("opus", "to-cached-answer", "to-degraded-reply");
    assertThat(call.outcome())
        .contains(new Outcome.Refused(FailureKind.CALLER_LEFT, "words of the target"));
  }

  @Test
  void an_open_pool_breaker_spares_the_other_models() {
    flow.test.poolBreaker.breaker().transitionToForcedOpenState();

    GatewayCall call = ask();

    assertThat(flow.passed)
        .contains("degrade")
        .doesNotContain("to-other-model", "next-model", "nova");
    assertThat(call.cause()).contains(FailureKind.GATEWAY_NO_USABLE_TARGET);
  }

  @Test
  void a_pool_breaker_that_opens_in_between_adds_no_attempts() {
    flow.beforeFailing = () -> flow.test.poolBreaker.breaker().transitionToForcedOpenState();

    GatewayCall call = ask();

    assertThat(flow.passed).containsOnlyOnce("next-model", "model-failed").doesNotContain("nova");
    assertThat(call.attempts())
        .containsExactly(Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT));
    assertThat(call.cause()).contains(FailureKind.TARGET_TIMEOUT);
    assertThat(flow.test.poolBreaker.breaker().getState()).isEqualTo(State.FORCED_OPEN);
  }

  @Test
  void after_the_deadline_nobody_is_asked() {
    flow.beforeFailing = () -> flow.test.clock.advance(Duration.ofHours(2));

    assertThat(ask().outcome())
        .contains(new Outcome.Degraded("Sorry.", FailureKind.TARGET_TIMEOUT));
    assertThat(flow.passed).doesNotContain("next-model", "nova");
  }

  @Test
  void a_model_without_fallbacks_has_none() throws Exception {
    try (var alone = new ChatFlow(CacheMode.FALLBACK)) {
      alone.failure = FailureKind.TARGET_TIMEOUT;
      assertThat(alone.ask(question()).outcome())
          .contains(new Outcome.Degraded("Sorry.", FailureKind.TARGET_TIMEOUT));
      assertThat(alone.passed).doesNotContain("to-other-model", "next-model");
    }
  }

  @Test
  void a_call_with_no_usable_target_of_its_own_goes_on_at_once() {
    flow.failure = FailureKind.GATEWAY_NO_USABLE_TARGET;

    GatewayCall call = ask();

    assertThat(call.outcome()).contains(live(ChatFlow.NOVA));
    assertThat(call.targets()).isEqualTo(List.of(ChatFlow.NOVA));
  }
}
