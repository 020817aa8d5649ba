package io.bactrian.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.fallback.CacheMode;
import io.bactrian.fixture.Calls;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order of stages and of the rungs of the ladder, as the YAML files say it. */
@Timeout(30)
class ChatFlowTest {

  private ChatFlow flow;

  private void start(CacheMode mode) throws Exception {
    flow = new ChatFlow(mode);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  private GatewayCall ask() {
    return flow.ask(Calls.asking("Why?"));
  }

  @Test
  void a_call_passes_the_stages_in_order() throws Exception {
    start(CacheMode.FALLBACK);

    GatewayCall call = ask();

    assertThat(flow.passed)
        .containsSubsequence(
            "admit",
            "confine",
            "select-model",
            "plan",
            "read-through",
            "only-if-cached",
            "single-flight",
            "still-open",
            "pool-breaker",
            "to-balance",
            "balance",
            "remember",
            "land",
            "copy-to-shadow")
        .doesNotContain("to-fallback", "enter-ladder", "to-cached-answer-first", "degrade");
    assertThat(call.isLive()).isTrue();
    assertThat(call.deadlineNanos()).isEqualTo(Duration.ofSeconds(30).toNanos());
    assertThat(call.targets()).containsExactly(Calls.EAST, Calls.WEST);
  }

  @Test
  void the_ladder_tries_the_kept_answer_before_the_apology() throws Exception {
    start(CacheMode.FALLBACK);
    flow.failure = FailureKind.TARGET_TIMEOUT;

    GatewayCall call = ask();

    assertThat(flow.passed)
        .containsSubsequence(
            "balance",
            "to-fallback",
            "enter-ladder",
            "open-before-cache",
            "to-cached-answer",
            "look-up-answer",
            "look-further",
            "open-before-apology",
            "to-degraded-reply",
            "degrade",
            "remember");
    assertThat(call.outcome()).contains(new Outcome.Degraded("Sorry.", FailureKind.TARGET_TIMEOUT));
    assertThat(call.attempts())
        .containsExactly(Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT));
  }

  @Test
  void a_kept_answer_spares_the_apology() throws Exception {
    start(CacheMode.FALLBACK);
    ask();
    flow.failure = FailureKind.TARGET_TIMEOUT;

    GatewayCall call = ask();

    assertThat(flow.passed).contains("look-up-answer").doesNotContain("degrade");
    assertThat(call.outcome())
        .contains(new Outcome.Cached(Calls.EAST, Calls.answer("Because."), Duration.ZERO, true));
    assertThat(call.cause()).contains(FailureKind.TARGET_TIMEOUT);
  }

  @Test
  void another_question_does_not_get_that_answer() throws Exception {
    start(CacheMode.FALLBACK);
    ask();
    flow.failure = FailureKind.TARGET_TIMEOUT;

    assertThat(flow.ask(Calls.asking("Why not?")).outcome().orElseThrow())
        .isInstanceOf(Outcome.Degraded.class);
  }

  @Test
  void a_callers_fault_skips_every_rung() throws Exception {
    start(CacheMode.FALLBACK);
    ask();
    flow.failure = FailureKind.CALLER_CONTEXT_TOO_LONG;

    GatewayCall call = ask();

    assertThat(flow.passed)
        .contains("enter-ladder")
        .doesNotContain("to-cached-answer", "look-up-answer", "to-degraded-reply", "degrade");
    assertThat(call.outcome())
        .contains(new Outcome.Refused(FailureKind.CALLER_CONTEXT_TOO_LONG, "words of the target"));
  }

  @Test
  void an_open_pool_breaker_spares_the_balancer() throws Exception {
    start(CacheMode.FALLBACK);
    flow.test.pool.all().forEach(health -> health.drain(true));
    flow.test.poolBreaker.refresh();
    assertThat(flow.test.poolBreaker.breaker().getState()).isEqualTo(State.OPEN);

    GatewayCall call = ask();

    assertThat(flow.passed).doesNotContain("balance").contains("enter-ladder", "degrade");
    assertThat(call.cause()).contains(FailureKind.GATEWAY_NO_USABLE_TARGET);
    assertThat(call.attempts()).isEmpty();
  }

  @Test
  void failed_calls_do_not_open_the_pool_breaker() throws Exception {
    start(CacheMode.FALLBACK);
    flow.failure = FailureKind.TARGET_UNAVAILABLE;
    for (int i = 0; i < 20; i++) {
      ask();
    }
    assertThat(flow.test.poolBreaker.breaker().getState()).isEqualTo(State.CLOSED);
    flow.failure = null;
    assertThat(ask().isLive()).isTrue();
  }

  @Test
  void read_through_asks_nobody_for_what_is_kept() throws Exception {
    start(CacheMode.READ_THROUGH);
    assertThat(ask().isLive()).isTrue();
    assertThat(flow.passed).containsSubsequence("to-cached-answer-first", "still-open", "balance");

    GatewayCall again = ask();

    assertThat(flow.passed).contains("look-up-answer").doesNotContain("pool-breaker", "balance");
    assertThat(again.outcome())
        .contains(new Outcome.Cached(Calls.EAST, Calls.answer("Because."), Duration.ZERO, false));
  }

  @Test
  void without_a_cache_there_is_only_the_apology() throws Exception {
    start(CacheMode.OFF);
    ask();
    flow.failure = FailureKind.TARGET_TIMEOUT;
    assertThat(ask().outcome().orElseThrow()).isInstanceOf(Outcome.Degraded.class);
  }

  @Test
  void a_model_that_nobody_offers_ends_the_call_before_any_target() throws Exception {
    start(CacheMode.FALLBACK);
    GatewayCall unknown = Calls.asking("Why?").withPlan("sonnet", List.of());

    assertThatThrownBy(() -> flow.ask(unknown))
        .rootCause()
        .isInstanceOfSatisfying(
            CallFailed.class,
            failed -> assertThat(failed.kind()).isEqualTo(FailureKind.CALLER_UNKNOWN_MODEL));
    assertThat(flow.passed).contains("admit").doesNotContain("balance", "enter-ladder");
  }
}
