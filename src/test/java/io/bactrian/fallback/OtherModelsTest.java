package io.bactrian.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.CallOptions;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Feature;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.ModelTraits;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;

class OtherModelsTest {

  private static final Duration BUDGET = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Target NOVA = Calls.ofModel("nova");
  private static final Target OPUS = Calls.ofModel("opus");

  private final ManualClock clock = new ManualClock();
  private final OtherModels others =
      new OtherModels(
          Map.of("haiku", List.of("nova", "opus"), "nova", List.of("haiku")),
          Map.of(
              "haiku", traits(200_000, Feature.values()),
              "nova", traits(100_000, Feature.IMAGES),
              "opus", traits(1_000_000, Feature.values())),
          model -> List.of(Calls.ofModel(model)),
          LIMIT,
          BUDGET,
          clock);

  private static ModelTraits traits(int contextTokens, Feature... supports) {
    return new ModelTraits(Set.of(supports), OptionalInt.of(contextTokens));
  }

  private static GatewayCall unanswered(FailureKind cause) {
    return Calls.planned(Calls.EAST, Calls.WEST)
        .unanswered(List.of(Calls.failed(Calls.EAST, cause)), cause);
  }

  private static CallFailed failure(FailureKind kind, Attempt... made) {
    return new CallFailed(kind, List.of(made), "words");
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

  private GatewayCall tooLong(Target... targets) {
    FailureKind kind = FailureKind.CALLER_CONTEXT_TOO_LONG;
    return Calls.planned(targets)
        .unanswered(List.of(Calls.failed(Calls.EAST, kind)), kind)
        .ended(new Outcome.Refused(kind, "too long"));
  }

  @Test
  void what_is_too_long_goes_to_those_that_read_more_and_to_no_other() {
    GatewayCall call = tooLong(Calls.EAST);
    assertThat(others.remain(call)).isTrue();
    assertThat(others.next(call).targets()).containsExactly(OPUS);

    GatewayCall after = failed(others.next(call), FailureKind.TARGET_TIMEOUT);
    assertThat(others.remain(after)).isFalse();
    assertThat(after.outcome())
        .as("the refusal of the asked model stands")
        .contains(new Outcome.Refused(FailureKind.CALLER_CONTEXT_TOO_LONG, "too long"));
  }

  @Test
  void what_is_too_long_ends_where_nobody_is_known_to_read_more() {
    var untold =
        new OtherModels(
            Map.of("haiku", List.of("opus")),
            Map.of("haiku", traits(200_000)),
            model -> List.of(Calls.ofModel(model)),
            LIMIT,
            BUDGET,
            clock);
    assertThat(untold.remain(tooLong(Calls.EAST))).isFalse();
  }

  @Test
  void one_that_lacks_what_a_question_needs_is_skipped() {
    ConverseRequest question =
        Calls.question("Why?").toBuilder()
            .toolConfig(t -> t.tools(Tool.fromToolSpec(spec -> spec.name("look"))))
            .build();
    GatewayCall call =
        GatewayCall.received(
                "id-1",
                "default",
                "chat",
                "general",
                Delivery.whole("haiku"),
                new Question.Converse(question),
                0)
            .withPlan("haiku", List.of(Calls.EAST))
            .unanswered(List.of(), FailureKind.TARGET_TIMEOUT);

    assertThat(others.next(call).targets()).containsExactly(OPUS);
  }

  @Test
  void have_a_time_limit_together_that_ends_with_them() {
    long deadline = clock.getAsLong() + Duration.ofSeconds(30).toNanos();
    long limit = clock.getAsLong() + LIMIT.toNanos();
    GatewayCall first = others.next(unanswered(FailureKind.TARGET_TIMEOUT).withDeadline(deadline));
    assertThat(first.deadlineNanos()).isEqualTo(limit);

    clock.advance(Duration.ofSeconds(6));
    GatewayCall second = others.next(failed(first, FailureKind.TARGET_TIMEOUT));
    assertThat(second.deadlineNanos()).as("not begun anew").isEqualTo(limit);

    clock.advance(Duration.ofSeconds(4));
    assertThat(others.remain(failed(first, FailureKind.TARGET_TIMEOUT))).isFalse();
    assertThat(others.leave(second).deadlineNanos()).isEqualTo(deadline);
  }

  @Test
  void a_time_limit_never_moves_a_nearer_deadline() {
    long deadline = clock.getAsLong() + Duration.ofSeconds(1).toNanos();
    GatewayCall call = others.next(unanswered(FailureKind.TARGET_TIMEOUT).withDeadline(deadline));
    assertThat(call.deadlineNanos()).isEqualTo(deadline);
    assertThat(others.leave(call).deadlineNanos()).isEqualTo(deadline);
  }
}
