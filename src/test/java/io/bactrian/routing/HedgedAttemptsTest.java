package io.bactrian.routing;

import static io.bactrian.call.FailureKind.CALLER_INVALID_REQUEST;
import static io.bactrian.call.FailureKind.TARGET_TIMEOUT;
import static io.bactrian.call.FailureKind.TARGET_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Target;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.bactrian.resilience.Quotas;
import io.bactrian.routing.HedgedAttempts.Chance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HedgedAttemptsTest {

  private static final Duration AT_ONCE = Duration.ofNanos(1);
  private static final Duration NEVER = Duration.ofHours(1);

  private final FailoverStage stage = new FailoverStage();
  private final TargetAttempts attempts =
      new TargetAttempts(
          thrown ->
              thrown instanceof InterruptedException
                  ? TestPool.CLASSIFIER.classify(TestPool.failure(FailureKind.GATEWAY_STOPPING))
                  : TestPool.CLASSIFIER.classify(thrown),
          new Quotas(stage.test.pool),
          stage.budget,
          stage.test.clock);
  private final HedgedAttempts hedged = new HedgedAttempts(attempts, stage.test.clock);
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

  private Chance chance(Target target) {
    return new Chance(
        stage.test.health(target), TargetCall.of(stage.call, target, Duration.ofSeconds(9)));
  }

  private List<AttemptResult> make(Duration delay) {
    return hedged.make(
        chance(Calls.EAST), delay, () -> Optional.of(chance(Calls.WEST)), this::transport);
  }

  /** Waits where it is held; the fake of the routes is not made for several threads. */
  private Throwable transport(TargetCall attempt) {
    try {
      CountDownLatch latch = held.get(attempt.target().region());
      if (latch != null) {
        latch.await();
      }
    } catch (InterruptedException cancelled) {
      return cancelled;
    }
    synchronized (this) {
      return stage.transport(attempt);
    }
  }

  private static List<String> walk(List<AttemptResult> results) {
    return FailoverStage.walk(results.stream().map(AttemptResult::attempt).toList());
  }

  @Test
  void an_answer_in_time_is_the_only_attempt() {
    assertThat(walk(make(NEVER))).containsExactly("us-east-1=ok");
  }

  @Test
  void a_failure_in_time_is_the_only_attempt() {
    stage.failing.put("us-east-1", TARGET_UNAVAILABLE);
    assertThat(walk(make(NEVER))).containsExactly("us-east-1=target-unavailable");
  }

  @Test
  void the_first_to_answer_wins_and_the_other_leaves_no_trace() {
    held.put("us-east-1", new CountDownLatch(1));

    List<AttemptResult> results = make(AT_ONCE);

    assertThat(walk(results)).containsExactly("us-east-1=gateway-cancelled", "us-west-2=ok");
    assertThat(results)
        .extracting(result -> result.attempt().hedged())
        .containsExactly(false, true);
    await().untilAsserted(() -> assertThat(stage.test.health(Calls.EAST).inFlight()).isZero());
    assertThat(stage.test.health(Calls.WEST).inFlight()).isZero();
  }

  @Test
  void a_second_attempt_that_fails_leaves_the_call_to_the_first() {
    var latch = new CountDownLatch(1);
    held.put("us-east-1", latch);
    stage.failing.put("us-west-2", TARGET_TIMEOUT);
    Failover.Transport releasing =
        attempt -> {
          Throwable thrown = transport(attempt);
          latch.countDown();
          return thrown;
        };

    List<AttemptResult> results =
        hedged.make(chance(Calls.EAST), AT_ONCE, () -> Optional.of(chance(Calls.WEST)), releasing);

    assertThat(walk(results).getLast()).isEqualTo("us-east-1=ok");
  }

  @Test
  void when_both_fail_both_are_told() {
    var latch = new CountDownLatch(1);
    held.put("us-east-1", latch);
    stage.failing.putAll(Map.of("us-east-1", TARGET_UNAVAILABLE, "us-west-2", TARGET_TIMEOUT));
    Failover.Transport releasing =
        attempt -> {
          Throwable thrown = transport(attempt);
          latch.countDown();
          return thrown;
        };

    List<AttemptResult> results =
        hedged.make(chance(Calls.EAST), AT_ONCE, () -> Optional.of(chance(Calls.WEST)), releasing);

    assertThat(walk(results))
        .containsExactlyInAnyOrder("us-west-2=target-timeout", "us-east-1=target-unavailable");
  }

  @Test
  void a_callers_fault_decides_at_once() {
    held.put("us-east-1", new CountDownLatch(1));
    stage.failing.put("us-west-2", CALLER_INVALID_REQUEST);

    assertThat(walk(make(AT_ONCE)))
        .containsExactly("us-east-1=gateway-cancelled", "us-west-2=caller-invalid-request");
  }

  @Test
  void an_attempt_that_breaks_is_told_as_the_gateway_s_fault() {
    Failover.Transport broken =
        attempt -> {
          throw new IllegalStateException("bug");
        };

    List<AttemptResult> results = hedged.make(chance(Calls.EAST), NEVER, Optional::empty, broken);

    assertThat(walk(results)).containsExactly("us-east-1=gateway-internal-error");
    assertThat(stage.test.health(Calls.EAST).inFlight()).isZero();
  }

  @Test
  void a_gateway_that_stops_ends_the_wait() {
    held.put("us-east-1", new CountDownLatch(1));
    Thread.currentThread().interrupt();

    try {
      make(NEVER);
      throw new AssertionError("went on");
    } catch (CallFailed stopped) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(stopped.kind()).isEqualTo(FailureKind.GATEWAY_STOPPING);
    }
    await().untilAsserted(() -> assertThat(stage.test.health(Calls.EAST).inFlight()).isZero());
  }
}
