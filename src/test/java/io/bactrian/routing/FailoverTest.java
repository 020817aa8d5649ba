package io.bactrian.routing;

import static io.bactrian.call.FailureKind.CALLER_INVALID_REQUEST;
import static io.bactrian.call.FailureKind.GATEWAY_DEADLINE_EXCEEDED;
import static io.bactrian.call.FailureKind.TARGET_THROTTLED;
import static io.bactrian.call.FailureKind.TARGET_TIMEOUT;
import static io.bactrian.call.FailureKind.TARGET_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailoverTest {

  private final FailoverStage stage = new FailoverStage();

  @Test
  void the_first_answer_ends_the_walk() {
    GatewayCall answered = stage.answer();

    assertThat(answered.outcome()).contains(new Outcome.Live(Calls.EAST, Calls.answer("yes")));
    assertThat(FailoverStage.walk(answered.attempts())).containsExactly("us-east-1=ok");
    assertThat(answered.attempts().getFirst().upstreamRequestId()).contains("aws-1");
    assertThat(stage.sent).hasSize(1);
    assertThat(stage.sent.getFirst().timeout()).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void a_targets_fault_goes_on_to_the_next_one() {
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);
    stage.failing.put("us-west-2", TARGET_THROTTLED);

    assertThat(FailoverStage.walk(stage.answer().attempts()))
        .containsExactly(
            "us-east-1=target-unavailable", "us-west-2=target-throttled", "eu-west-1=ok");
  }

  @Test
  void every_target_is_tried_once_and_the_last_failure_is_told() {
    stage.failing.putAll(
        Map.of(
            "us-east-1", TARGET_UNAVAILABLE,
            "us-west-2", TARGET_UNAVAILABLE,
            "eu-west-1", TARGET_TIMEOUT));

    CallFailed failed = stage.failure(FailoverStage.settings(20, 1));

    assertThat(failed.kind()).isEqualTo(TARGET_TIMEOUT);
    assertThat(failed.attempts()).hasSize(3).extracting(Attempt::target).doesNotHaveDuplicates();
    assertThat(stage.sent).hasSize(3);
  }

  @Test
  void attempts_are_bounded() {
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);
    stage.failing.put("us-west-2", TARGET_UNAVAILABLE);

    assertThat(stage.failure(FailoverStage.settings(2, 1)).attempts()).hasSize(2);
  }

  @Test
  void the_same_target_is_tried_again_only_when_no_other_is_left_and_it_may_pass() {
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);
    stage.failing.put("us-west-2", TARGET_TIMEOUT);
    stage.failing.put("eu-west-1", TARGET_UNAVAILABLE);

    assertThat(FailoverStage.walk(stage.failure(FailoverStage.settings(20, 2)).attempts()))
        .containsExactly(
            "us-east-1=target-unavailable",
            "us-west-2=target-timeout",
            "eu-west-1=target-unavailable",
            "us-east-1=target-unavailable",
            "eu-west-1=target-unavailable");
  }

  @Test
  void a_callers_fault_stops_the_walk_with_the_targets_words() {
    stage.failing.put("us-east-1", CALLER_INVALID_REQUEST);

    CallFailed failed = stage.failure(FailoverStage.settings(4, 2));

    assertThat(failed.kind()).isEqualTo(CALLER_INVALID_REQUEST);
    assertThat(failed).hasMessage(CALLER_INVALID_REQUEST.reason());
    assertThat(FailoverStage.walk(failed.attempts()))
        .containsExactly("us-east-1=caller-invalid-request");
  }

  private Failover.Transport taking(Duration time) {
    return attempt -> {
      stage.test.clock.advance(time);
      return stage.transport(attempt);
    };
  }

  @Test
  void no_attempt_starts_with_less_than_the_minimum_budget() {
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);
    Failover.Transport slow = taking(Duration.ofMillis(29_951));

    assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(() -> stage.failover(FailoverStage.settings(4, 1)).answer(stage.call, slow))
        .satisfies(
            failed -> {
              assertThat(failed.kind()).isEqualTo(GATEWAY_DEADLINE_EXCEEDED);
              assertThat(failed.attempts()).hasSize(1);
              assertThat(failed.attempts().getFirst().durationNanos())
                  .isEqualTo(Duration.ofMillis(29_951).toNanos());
            });
  }

  @Test
  void the_last_attempt_gets_only_what_is_left_of_the_deadline() {
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);
    Failover.Transport slow = taking(Duration.ofSeconds(25));

    stage.failover(FailoverStage.settings(4, 1)).answer(stage.call, slow);

    assertThat(stage.sent)
        .extracting(TargetCall::timeout)
        .containsExactly(Duration.ofSeconds(12), Duration.ofSeconds(5));
  }

  @Test
  void no_attempt_starts_when_nothing_is_left_even_without_a_minimum() {
    var settings = new FailoverSettings(4, 1, false, true, Duration.ofSeconds(12), Duration.ZERO);
    stage.test.clock.advance(Duration.ofSeconds(30));

    assertThat(stage.failure(settings).kind()).isEqualTo(GATEWAY_DEADLINE_EXCEEDED);
    assertThat(stage.sent).isEmpty();
  }
}
