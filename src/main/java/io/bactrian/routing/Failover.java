package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureClassifier;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.call.TargetCall;
import io.bactrian.resilience.Quotas;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The one loop that owns every retry and failover: walks the usable targets of a call until one
 * answers, the caller is at fault, or targets, attempts, budget or time run out.
 */
public final class Failover {

  /** Sends an attempt to its target; returns what went wrong, or null when it was answered. */
  @FunctionalInterface
  public interface Transport {
    Throwable send(TargetCall attempt);
  }

  private final TargetPool pool;
  private final LoadBalancingStrategy strategy;
  private final FailoverSettings settings;
  private final RetryBudget budget;
  private final BackOff backOff;
  private final LongSupplier nanoClock;
  private final Candidates candidates;
  private final TargetAttempts targetAttempts;

  public Failover(
      TargetPool pool,
      LoadBalancingStrategy strategy,
      FailoverSettings settings,
      RetryBudget budget,
      BackOff backOff,
      FailureClassifier classifier,
      LongSupplier nanoClock) {
    this.pool = pool;
    this.strategy = strategy;
    this.settings = settings;
    this.budget = budget;
    this.backOff = backOff;
    this.nanoClock = nanoClock;
    this.candidates = new Candidates(pool, settings);
    this.targetAttempts = new TargetAttempts(classifier, new Quotas(pool), budget, nanoClock);
  }

  /**
   * Returns the call with its answer.
   *
   * @throws CallFailed with every attempt, when no target answered
   */
  public GatewayCall answer(GatewayCall call, Transport transport) {
    budget.callBegins(call.targets());
    List<Attempt> attempts = new ArrayList<>(2);
    FailureKind last = FailureKind.GATEWAY_NO_USABLE_TARGET;
    int reached = 0;
    while (reached < settings.maxAttempts()) {
      Duration spare = left(call, attempts).minus(settings.minimumBudget());
      Optional<TargetHealth> next = next(call, attempts, reached > 0);
      if (next.isEmpty() && last == FailureKind.GATEWAY_NO_USABLE_TARGET) {
        last = pool.whyNone(call.targets());
      }
      if (next.isEmpty() || !backOff.await(call, next.get().target(), attempts, spare)) {
        break;
      }
      TargetHealth health = next.get();
      Duration timeout = min(settings.callTimeout(), left(call, attempts));
      TargetCall sent = TargetCall.of(call, health.target(), timeout);
      TargetAttempts.Result result = targetAttempts.make(health, sent, transport);
      attempts.add(result.attempt());
      strategy.ended(call, result.attempt());
      if (result.failure().isEmpty()) {
        return call.answered(attempts, result.outcome());
      }
      FailureKind kind = result.failure().get().kind();
      if (!kind.nextTarget()) {
        throw new CallFailed(kind, attempts, result.failure().get().message());
      }
      if (kind != FailureKind.TARGET_NOT_PERMITTED) {
        reached++;
        last = kind;
      }
    }
    throw failed(last, attempts);
  }

  /** Time until the deadline, when it is enough for an attempt. */
  private Duration left(GatewayCall call, List<Attempt> attempts) {
    long left = call.deadlineNanos() - nanoClock.getAsLong();
    if (left <= 0 || left < settings.minimumBudget().toNanos()) {
      throw failed(FailureKind.GATEWAY_DEADLINE_EXCEEDED, attempts);
    }
    return Duration.ofNanos(left);
  }

  /** The target to be tried next; {@code extra} attempts must be paid where they are not free. */
  private Optional<TargetHealth> next(GatewayCall call, List<Attempt> attempts, boolean extra) {
    List<Target> usable = candidates.next(call, attempts);
    if (usable.isEmpty()) {
      return Optional.empty();
    }
    Target chosen = strategy.choose(usable, call);
    if (extra && !budget.pays(chosen)) {
      usable = candidates.any(call, attempts).stream().filter(budget::isFree).toList();
      if (usable.isEmpty()) {
        budget.refused(chosen);
        return Optional.empty();
      }
      chosen = strategy.choose(usable, call);
      budget.pays(chosen);
    }
    return Optional.of(pool.health(chosen.id()));
  }

  private static CallFailed failed(FailureKind kind, List<Attempt> attempts) {
    return new CallFailed(kind, attempts, kind.reason());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
