package io.bactrian.routing;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import io.bactrian.call.TargetCall;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetPool;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The rung that asks the local model: the one loop of all attempts again, over the one target that
 * there is, so that it has deadline, breaker and cool-down as any other.
 */
public final class LocalModel {

  private final List<Target> targets;
  private final TargetPool pool;
  private final Failover failover;
  private final Predicate<Question> suits;
  private final Consumer<TargetCall> client;

  /**
   * @param pool the local model; empty where there is none
   * @param failover over that pool
   * @param suits whether the local model can answer a question
   * @param client answers an attempt, or throws
   */
  public LocalModel(
      TargetPool pool, Failover failover, Predicate<Question> suits, Consumer<TargetCall> client) {
    this.pool = pool;
    this.targets = pool.all().stream().map(TargetHealth::target).toList();
    this.failover = failover;
    this.suits = suits;
    this.client = client;
  }

  /**
   * Returns the call as the local model answered it, or with its failed attempt: why the asked
   * model did not answer stays its cause. Nobody is asked where no other model could help either,
   * nor where the call is kept to geos that the local model is not in.
   */
  public GatewayCall ask(GatewayCall call) {
    boolean mayHelp = call.cause().map(FailureKind::nextModel).orElse(true);
    if (!mayHelp || call.options().allowed(targets).isEmpty() || !suits.test(call.question())) {
      return call;
    }
    try {
      GatewayCall answered = failover.answer(call.withPlan(call.model(), targets), this::send);
      return answered.withPlan(call.model(), call.targets());
    } catch (CallFailed failed) {
      GatewayCall tried = call.unanswered(failed.attempts(), call.cause().orElse(failed.kind()));
      return failed.kind() == FailureKind.CALLER_LEFT
          ? tried.ended(new Outcome.Refused(failed.kind(), failed.getMessage()))
          : tried;
    }
  }

  /** A stream holds its permission longer than this lasts, so the loop takes it. */
  private Throwable send(TargetCall attempt) {
    try {
      if (attempt.call().delivery().streamed()) {
        client.accept(attempt);
      } else {
        pool.health(attempt.target().id()).breaker().executeRunnable(() -> client.accept(attempt));
      }
      return null;
    } catch (RuntimeException failed) {
      return failed;
    }
  }
}
