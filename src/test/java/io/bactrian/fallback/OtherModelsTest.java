package io.bactrian.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.CallOptions;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Target;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtherModelsTest {

  private static final Duration BUDGET = Duration.ofMillis(50);
  private static final Target NOVA = Calls.ofModel("nova");
  private static final Target OPUS = Calls.ofModel("opus");

  private final ManualClock clock = new ManualClock();
  private final OtherModels others =
      new OtherModels(
          Map.of("haiku", List.of("nova", "opus"), "nova", List.of("haiku")),
          model -> List.of(Calls.ofModel(model)),
          BUDGET,
          clock);

  private static GatewayCall unanswered(FailureKind cause) {
    return Calls.planned(Calls.EAST, Calls.WEST)
        .unanswered(List.of(Calls.failed(Calls.EAST, cause)), cause);
  }

  private static CallFailed failure(FailureKind kind, Attempt... attempts) {
    return new CallFailed(kind, List.of(attempts), "words");
  }

  private GatewayCall failed(GatewayCall call, FailureKind kind) {
    return others.failed(call, failure(kind));
  }

  @Test
  void come_in_their_order_and_each_once() {
    GatewayCall first = others.next(unanswered(FailureKind.TARGET_TIMEOUT));
    assertThat(first.targets()).containsExactly(NOVA);
    assertThat(others.remain(first)).isTrue();

    GatewayCall second = others.next(failed(first, FailureKind.TARGET_UNAVAILABLE));
    assertThat(second.targets()).containsExactly(OPUS);
    assertThat(others.remain(second)).isFalse();
    assertThat(second.model()).as("the question stays the same").isEqualTo("haiku");
  }

  @Test
  void are_those_of_the_asked_model_alone() {
    GatewayCall nova =
        unanswered(FailureKind.TARGET_TIMEOUT).withPlan("nova", List.of(Calls.ofModel("nova")));
    assertThat(others.next(nova).targets()).containsExactly(Calls.ofModel("haiku"));
    assertThat(others.remain(others.next(nova))).isFalse();

    GatewayCall opus = nova.withPlan("opus", List.of(OPUS));
    assertThat(others.remain(opus)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void help_where_another_target_could_have(FailureKind cause) {
    boolean may = cause.nextModel();

    assertThat(others.remain(unanswered(cause))).isEqualTo(may);
  }

  @Test
  void are_not_asked_before_the_asked_model_has_failed_or_after_an_outcome() {
    assertThat(others.remain(Calls.planned(Calls.EAST))).isFalse();
    GatewayCall call = unanswered(FailureKind.TARGET_TIMEOUT);
    assertThat(others.remain(call.ended(new Outcome.Live(NOVA, Calls.answer("So."))))).isFalse();
    assertThat(others.remain(call.withPlan("haiku", List.of()))).isFalse();
  }

  @Test
  void are_passed_over_where_the_call_may_not_be_answered() {
    var american = new CallOptions(Optional.empty(), Set.of("us"));
    var european = new CallOptions(Optional.empty(), Set.of("eu"));
    GatewayCall call = unanswered(FailureKind.TARGET_TIMEOUT);

    assertThat(others.next(call.withOptions(american)).targets()).containsExactly(NOVA);
    assertThat(others.remain(call.withOptions(european))).isFalse();
  }

  @Test
  void are_asked_only_while_there_is_time() {
    GatewayCall call =
        unanswered(FailureKind.TARGET_TIMEOUT).withDeadline(clock.getAsLong() + BUDGET.toNanos());
    assertThat(others.remain(call)).isTrue();

    clock.advance(Duration.ofNanos(1));
    assertThat(others.remain(call)).isFalse();

    clock.advance(BUDGET);
    assertThat(others.remain(call)).isFalse();
  }

  @Test
  void attempts_add_up_and_the_first_cause_stays() {
    Attempt more = Calls.failed(NOVA, FailureKind.TARGET_THROTTLED);
    GatewayCall call =
        others.failed(
            others.next(unanswered(FailureKind.TARGET_TIMEOUT)),
            failure(FailureKind.TARGET_THROTTLED, more));

    assertThat(call.attempts())
        .containsExactly(Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT), more);
    assertThat(call.cause()).contains(FailureKind.TARGET_TIMEOUT);
    assertThat(call.isOpen()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void a_failure_of_one_leads_to_the_next_unless_no_model_could_help(FailureKind kind) {
    GatewayCall call = failed(others.next(unanswered(FailureKind.TARGET_TIMEOUT)), kind);

    boolean refusedByThisModel = kind.isCallersFault() && kind != FailureKind.CALLER_LEFT;
    assertThat(others.remain(call)).isEqualTo(kind.nextModel() || refusedByThisModel);
    assertThat(call.isOpen()).isEqualTo(kind != FailureKind.CALLER_LEFT);
  }

  @Test
  void a_caller_that_left_ends_the_call() {
    GatewayCall call =
        failed(others.next(unanswered(FailureKind.TARGET_TIMEOUT)), FailureKind.CALLER_LEFT);

    assertThat(call.outcome()).contains(new Outcome.Refused(FailureKind.CALLER_LEFT, "words"));
  }

  @Test
  void what_the_pools_breaker_refuses_or_a_bug_stops_leads_to_no_other() {
    GatewayCall call = others.next(unanswered(FailureKind.TARGET_TIMEOUT));

    for (Throwable failure : new Throwable[] {null, new IllegalStateException("bug")}) {
      GatewayCall after = others.failed(call, failure);
      assertThat(others.remain(after)).isFalse();
      assertThat(after.isOpen()).isTrue();
      assertThat(after.attempts()).isEqualTo(call.attempts());
      assertThat(after.cause()).contains(FailureKind.TARGET_TIMEOUT);
    }
  }
}
