package io.bactrian.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayCallTest {

  private static final Outcome.Live LIVE = new Outcome.Live(Calls.EAST, Calls.answer("yes"));

  @Test
  void begins_open_without_deadline_targets_or_attempts() {
    GatewayCall call = Calls.asking("Why?");

    assertThat(call.isOpen()).isTrue();
    assertThat(call.isLive()).isFalse();
    assertThat(call.deadlineNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(call.targets()).isEmpty();
    assertThat(call.attempts()).isEmpty();
    assertThat(call.cause()).isEmpty();
  }

  @Test
  void stages_leave_the_call_they_got_as_it_was() {
    GatewayCall call = Calls.asking("Why?");
    GatewayCall before = Calls.asking("Why?");

    call.withDeadline(7);
    call.withPlan("haiku", List.of(Calls.EAST));
    call.unanswered(List.of(Calls.ok(Calls.EAST)), FailureKind.TARGET_TIMEOUT);
    call.answered(List.of(Calls.ok(Calls.EAST)), LIVE);
    call.ended(new Outcome.Degraded("sorry", FailureKind.TARGET_TIMEOUT));

    assertThat(call).usingRecursiveComparison().ignoringFields("caller").isEqualTo(before);
  }

  @Test
  void changes_one_thing_and_keeps_the_rest() {
    GatewayCall call = Calls.planned(Calls.EAST).withDeadline(7);

    assertThat(call.deadlineNanos()).isEqualTo(7);
    assertThat(call.targets()).containsExactly(Calls.EAST);
    assertThat(call.requestId()).isEqualTo("id-1");
    assertThat(call.tenant()).isEqualTo("default");
    assertThat(call.question().conversation()).isEqualTo(Calls.question("Why?"));
    assertThat(call.withPlan("sonnet", List.of()).model()).isEqualTo("sonnet");
  }

  @Test
  void does_not_share_lists_with_whoever_made_it() {
    List<Target> targets = new ArrayList<>(List.of(Calls.EAST));
    List<Attempt> attempts = new ArrayList<>(List.of(Calls.ok(Calls.EAST)));
    GatewayCall call = Calls.asking("Why?").withPlan("haiku", targets).answered(attempts, LIVE);

    targets.clear();
    attempts.clear();

    assertThat(call.targets()).containsExactly(Calls.EAST);
    assertThat(call.attempts()).hasSize(1);
    assertThatThrownBy(() -> call.attempts().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> call.targets().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void joins_the_attempts_of_several_rounds_in_order() {
    Attempt first = Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT);
    Attempt second = Calls.failed(Calls.WEST, FailureKind.TARGET_UNAVAILABLE);
    Attempt third = Calls.ok(Calls.EUROPE);

    GatewayCall call =
        Calls.asking("Why?")
            .unanswered(List.of(first, second), FailureKind.TARGET_UNAVAILABLE)
            .answered(List.of(third), LIVE);

    assertThat(call.attempts()).containsExactly(first, second, third);
    assertThat(call.cause()).contains(FailureKind.TARGET_UNAVAILABLE);
    assertThat(call.isLive()).isTrue();
    assertThat(call.isOpen()).isFalse();
    assertThat(call.upstreamNanos()).isEqualTo(5_000_000);
  }

  @Test
  void only_a_live_outcome_is_live() {
    GatewayCall call = Calls.asking("Why?");
    var cached = new Outcome.Cached(Calls.EAST, Calls.answer("yes"), Duration.ofSeconds(1), true);

    assertThat(call.ended(cached).isLive()).isFalse();
    assertThat(call.ended(cached).isOpen()).isFalse();
    assertThat(call.ended(LIVE).isLive()).isTrue();
  }

  @Test
  void a_target_answers_in_the_place_of_the_asked_model_once_that_could_not() {
    Target nova = Calls.ofModel("nova");
    var answer = new Outcome.Live(nova, Calls.answer("yes"));
    GatewayCall failed = Calls.asking("Why?").unanswered(List.of(), FailureKind.TARGET_TIMEOUT);

    assertThat(failed.answeringTarget()).isEmpty();
    assertThat(failed.fallbackTarget()).isEmpty();
    assertThat(failed.modelInReply()).isEqualTo("haiku");
    for (Outcome outcome :
        List.of(
            answer,
            new Outcome.Streaming(nova, null),
            new Outcome.Broken(nova, FailureKind.TARGET_TIMEOUT))) {
      GatewayCall answered = failed.ended(outcome);
      assertThat(answered.answeringTarget()).contains(nova);
      assertThat(answered.fallbackTarget()).contains(nova);
      assertThat(answered.modelInReply()).isEqualTo("nova");
    }
    GatewayCall own = Calls.asking("Why?").answered(List.of(), LIVE);
    assertThat(own.answeringTarget()).contains(Calls.EAST);
    assertThat(own.fallbackTarget()).isEmpty();
  }

  @Test
  void a_kept_answer_is_nobodys_of_just_now() {
    var cached = new Outcome.Cached(Calls.EAST, Calls.answer("yes"), Duration.ZERO, true);
    GatewayCall call =
        Calls.asking("Why?").unanswered(List.of(), FailureKind.TARGET_TIMEOUT).ended(cached);

    assertThat(call.answeringTarget()).isEmpty();
    assertThat(call.fallbackTarget()).isEmpty();
  }

  @Test
  void outcomes_say_who_answered() {
    var response = Calls.answer("yes");

    assertThat(LIVE.servedBy()).isEqualTo("us-east-1/haiku");
    assertThat(new Outcome.Cached(Calls.EAST, response, Duration.ZERO, true).servedBy())
        .isEqualTo("cache");
    assertThat(new Outcome.Degraded("sorry", FailureKind.TARGET_TIMEOUT).servedBy())
        .isEqualTo("degraded");
    assertThat(new Outcome.Refused(FailureKind.CALLER_INVALID_REQUEST, "no").servedBy())
        .isEqualTo("none");
  }

  @Test
  void attempts_say_whether_they_cost_anything_upstream() {
    assertThat(Calls.ok(Calls.EAST).result()).isEqualTo("ok");
    assertThat(Calls.ok(Calls.EAST).reachedTarget()).isTrue();
    Attempt refused = Calls.failed(Calls.EAST, FailureKind.TARGET_NOT_PERMITTED);
    assertThat(refused.reachedTarget()).isFalse();
    assertThat(refused.result()).isEqualTo("target-not-permitted");
    assertThat(Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT).reachedTarget()).isTrue();
  }

  @Test
  void a_target_is_known_by_region_and_model() {
    assertThat(Calls.EAST.id()).isEqualTo("us-east-1/haiku");
    assertThat(Calls.EAST.routeId()).isEqualTo("region-us-east-1-haiku");
    assertThat(Calls.EAST.withWeight(5)).isEqualTo(Calls.target("us-east-1", 5, 0));
  }

  @Test
  void a_failed_call_carries_its_attempts_and_no_stack() {
    List<Attempt> attempts = new ArrayList<>(List.of(Calls.ok(Calls.EAST)));
    var failed = new CallFailed(FailureKind.TARGET_TIMEOUT, attempts, "late");
    attempts.clear();

    assertThat(failed.attempts()).hasSize(1);
    assertThat(failed.kind()).isEqualTo(FailureKind.TARGET_TIMEOUT);
    assertThat(failed).hasMessage("late");
    assertThat(failed.getStackTrace()).isEmpty();
  }
}
