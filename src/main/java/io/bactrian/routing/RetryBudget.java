package io.bactrian.routing;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Target;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps retries from becoming a storm on targets that are failing themselves. Extra attempts at a
 * healthy target are free, so that no call is refused its way out of a dead region, however many
 * leave it at once; those at a failing one are a share of the calls of the model.
 */
public final class RetryBudget {

  private record Pool(SlidingBudget budget, RetryTally tally) {}

  private final RetrySettings settings;
  private final Map<String, Pool> byModel = new HashMap<>();
  private final Map<String, RecentOutcomes> byTarget = new HashMap<>();

  public RetryBudget(TargetPool pool, RetrySettings settings, LongSupplier nanoClock) {
    this.settings = settings;
    for (String model : pool.models()) {
      var budget = new SlidingBudget(settings.budgetPercent(), settings.budgetMinimum(), nanoClock);
      byModel.put(model, new Pool(budget, new RetryTally()));
    }
    for (TargetHealth health : pool.all()) {
      var outcomes = new RecentOutcomes();
      byTarget.put(health.target().id(), outcomes);
      // A breaker that closes has seen the target answer; what it did before is history.
      health
          .breaker()
          .getEventPublisher()
          .onStateTransition(
              event -> {
                if (event.getStateTransition().getToState() == State.CLOSED) {
                  outcomes.forget(nanoClock.getAsLong());
                }
              });
    }
  }

  /** A call begins that these targets, all of one model, may answer. */
  void callBegins(List<Target> targets) {
    if (!targets.isEmpty()) {
      pool(targets.getFirst()).budget().deposit();
    }
  }

  /** Whether an extra attempt may go to the target; if so it is paid. */
  boolean pays(Target target) {
    Pool pool = pool(target);
    if (isFree(target)) {
      pool.tally().free.increment();
      return true;
    }
    if (pool.budget().withdraw()) {
      pool.tally().charged.increment();
      return true;
    }
    return false;
  }

  /** Whether extra attempts at the target cost nothing, as it is healthy. */
  boolean isFree(Target target) {
    return byTarget.get(target.id()).failedLessThan(settings.healthyBelow());
  }

  /** An extra attempt is not made, as nobody pays for it. */
  void refused(Target target) {
    pool(target).tally().refused.increment();
  }

  /** What an attempt says of its target; what is the fault of nobody there says nothing. */
  void attempted(Target target, Optional<FailureKind> failure, long beganNanos) {
    boolean failed =
        failure.filter(kind -> kind.nextTarget()).isPresent()
            && failure.get() != FailureKind.TARGET_NOT_PERMITTED;
    if (failed || failure.isEmpty()) {
      byTarget.get(target.id()).add(failed, beganNanos);
    }
  }

  public RetryTally tally(String model) {
    return byModel.get(model).tally();
  }

  private Pool pool(Target target) {
    return byModel.get(target.model());
  }
}
