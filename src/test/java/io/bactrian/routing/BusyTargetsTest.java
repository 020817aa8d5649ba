package io.bactrian.routing;

import static io.bactrian.call.FailureKind.GATEWAY_NO_USABLE_TARGET;
import static io.bactrian.call.FailureKind.GATEWAY_TARGETS_BUSY;
import static io.bactrian.call.FailureKind.TARGET_THROTTLED;
import static io.bactrian.call.FailureKind.TARGET_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bactrian.call.Answer;
import io.bactrian.call.AnswerStream;
import io.bactrian.call.CallFailed;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.call.StreamEvent;
import io.bactrian.call.Target;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.bactrian.resilience.ConcurrencySettings;
import io.bactrian.resilience.ConcurrencySettings.Mode;
import io.bactrian.resilience.Visit;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two targets that hold one call each. */
class BusyTargetsTest {

  private static final List<Target> BOTH = List.of(Calls.EAST, Calls.WEST);

  /** A stream that ends when it is read. */
  private static final class Short implements AnswerStream {
    @Override
    public Optional<StreamEvent> next(Duration atMost) {
      return Optional.empty();
    }

    @Override
    public boolean hasReady() {
      return true;
    }

    @Override
    public boolean isComplete() {
      return true;
    }

    @Override
    public void cancel() {}
  }

  private final TestPool test =
      new TestPool(new ConcurrencySettings(Mode.AIMD, 1, 1, 1), Calls.EAST, Calls.WEST);
  private final Failover failover = test.failover();

  private GatewayCall call(boolean streamed) {
    return GatewayCall.received(
            "id-1",
            "default",
            "chat",
            "x",
            new Delivery("haiku", streamed, false),
            new Question.Converse(Calls.question("?")),
            0)
        .withPlan("haiku", BOTH)
        .withDeadline(test.clock.getAsLong() + Duration.ofSeconds(30).toNanos());
  }

  private static Throwable answer(TargetCall attempt) {
    attempt
        .reply()
        .set(
            attempt.call().delivery().streamed()
                ? new TargetCall.Streamed(new Short(), Optional.empty())
                : new TargetCall.Whole(
                    new Answer.Conversed(Calls.answer("yes")), Optional.empty()));
    return null;
  }

  private Visit occupy(Target target) {
    return test.health(target).enter().orElseThrow();
  }

  private void assertFails(FailureKind kind) {
    assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(() -> failover.answer(call(false), BusyTargetsTest::answer))
        .satisfies(failed -> assertThat(failed.kind()).isEqualTo(kind))
        .satisfies(failed -> assertThat(failed.attempts()).isEmpty());
  }

  private void assertAllFree() {
    assertThat(BOTH).allSatisfy(target -> assertThat(test.health(target).hasRoom()).isTrue());
    assertThat(BOTH).allSatisfy(target -> assertThat(test.health(target).inFlight()).isZero());
  }

  @Test
  void a_busy_target_is_passed_over_and_free_again_after_its_call() {
    Visit visit = occupy(Calls.EAST);
    GatewayCall answered = failover.answer(call(false), BusyTargetsTest::answer);
    assertThat(FailoverStage.walk(answered.attempts())).containsExactly("us-west-2=ok");

    visit.end(Optional.empty());
    assertThat(FailoverStage.walk(failover.answer(call(false), BusyTargetsTest::answer).attempts()))
        .containsExactly("us-east-1=ok");
    assertAllFree();
  }

  @Test
  void when_all_are_busy_the_call_says_so_and_no_breaker_minds() {
    occupy(Calls.EAST);
    occupy(Calls.WEST);
    assertFails(GATEWAY_TARGETS_BUSY);
    test.poolBreaker.refresh();
    assertThat(test.poolBreaker.breaker().getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void a_target_that_is_out_is_not_busy() {
    test.health(Calls.EAST).drain(true);
    Visit visit = occupy(Calls.WEST);
    assertFails(GATEWAY_TARGETS_BUSY);
    test.health(Calls.WEST).drain(true);
    assertFails(GATEWAY_NO_USABLE_TARGET);
    visit.end(Optional.empty());
  }

  @Test
  void a_target_that_refuses_a_visit_keeps_no_place() {
    test.fail(Calls.EAST, TARGET_THROTTLED);
    assertThat(test.health(Calls.EAST).enter()).isEmpty();
    test.health(Calls.WEST).drain(true);
    assertThat(test.health(Calls.WEST).enter()).isEmpty();
    assertAllFree();
  }

  @Test
  void failed_and_broken_attempts_give_their_places_back() {
    assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(
            () -> failover.answer(call(false), attempt -> TestPool.failure(TARGET_UNAVAILABLE)));
    assertAllFree();
    assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(
            () ->
                failover.answer(
                    call(true),
                    attempt -> {
                      throw new StackOverflowError("broken");
                    }));
    assertAllFree();
  }

  @Test
  void a_stream_holds_its_place_to_its_end_or_until_nobody_wants_it() {
    AnswerStream read = stream(failover.answer(call(true), BusyTargetsTest::answer));
    AnswerStream left = stream(failover.answer(call(true), BusyTargetsTest::answer));
    assertFails(GATEWAY_TARGETS_BUSY);

    read.next(Duration.ZERO);
    left.cancel();
    read.cancel();
    assertAllFree();
  }

  private static AnswerStream stream(GatewayCall call) {
    return ((Outcome.Streaming) call.outcome().orElseThrow()).stream();
  }
}
