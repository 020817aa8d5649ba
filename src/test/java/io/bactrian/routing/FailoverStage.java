package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bactrian.call.Answer;
import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.Caller;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Three targets, a transport that fails as told, and a call to be answered. */
final class FailoverStage {

  static final RetrySettings RETRIES =
      new RetrySettings(Duration.ofMillis(50), Duration.ofSeconds(1), 20, 10, 10);

  private static final HedgeSettings HEDGING =
      new HedgeSettings(false, Optional.empty(), Duration.ofMillis(100), 5);

  final TestPool test = new TestPool(Calls.EAST, Calls.WEST, Calls.EUROPE);
  final RetryBudget budget = new RetryBudget(test.pool, RETRIES, test.clock);
  final Map<String, FailureKind> failing = new HashMap<>();
  final List<Duration> slept = new ArrayList<>();
  final List<TargetCall> sent = new ArrayList<>();
  final GatewayCall call =
      Calls.planned(Calls.EAST, Calls.WEST, Calls.EUROPE)
          .withDeadline(test.clock.getAsLong() + Duration.ofSeconds(30).toNanos());

  static FailoverSettings settings(int maxAttempts, int perTarget) {
    return new FailoverSettings(
        maxAttempts, perTarget, false, true, Duration.ofSeconds(12), Duration.ofMillis(50));
  }

  Failover failover(FailoverSettings settings) {
    return failover(new InOrder(), settings);
  }

  Failover failover(LoadBalancingStrategy strategy, FailoverSettings settings) {
    return new Failover(
        test.pool,
        strategy,
        settings,
        budget,
        new BackOff(RETRIES, () -> 0.5, this::sleep),
        new HedgePolicy(test.pool.models(), HEDGING, test.clock),
        TestPool.CLASSIFIER,
        test.clock);
  }

  private boolean sleep(Caller caller, Duration within) throws InterruptedException {
    slept.add(within);
    test.clock.advance(within);
    return caller.leavesWithin(Duration.ZERO);
  }

  GatewayCall answer() {
    return failover(settings(4, 1)).answer(call, this::transport);
  }

  Throwable transport(TargetCall attempt) {
    sent.add(attempt);
    FailureKind failure = failing.get(attempt.target().region());
    if (failure != null) {
      return TestPool.failure(failure);
    }
    attempt
        .reply()
        .set(new TargetCall.Whole(new Answer.Conversed(Calls.answer("yes")), Optional.of("aws-1")));
    return null;
  }

  CallFailed failure(FailoverSettings settings) {
    return assertThatExceptionOfType(CallFailed.class)
        .isThrownBy(() -> failover(settings).answer(call, this::transport))
        .actual();
  }

  static List<String> walk(List<Attempt> attempts) {
    return attempts.stream()
        .map(attempt -> attempt.target().region() + "=" + attempt.result())
        .toList();
  }
}
