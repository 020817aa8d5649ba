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
import io.bactrian.routing.HedgedAttempts.Chance;
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

    /** The same way for attempts that are made at the same time. */
    default Transport beside() {
      return this;
    }
  }

  private final TargetPool pool;
  private final LoadBalancingStrategy strategy;
  private final FailoverSettings settings;
  private final RetryBudget budget;
  private final BackOff backOff;
  private final HedgePolicy hedges;
  private final LongSupplier nanoClock;
  private final Candidates candidates;
  private final TargetAttempts targetAttempts;
  private final HedgedAttempts hedgedAttempts;

  public Failover(
      TargetPool pool,
      LoadBalancingStrategy strategy,
      FailoverSettings settings,
      RetryBudget budget,
      BackOff backOff,
      HedgePolicy hedges,
      FailureClassifier classifier,
      LongSupplier nanoClock) {
    this.pool = pool;
    this.strategy = strategy;
    this.settings = settings;
    this.budget = budget;
    this.backOff = backOff;
    this.hedges = hedges;
    this.nanoClock = nanoClock;
    this.candidates = new Candidates(pool, settings);
    this.targetAttempts = new TargetAttempts(classifier, new Quotas(pool), budget, nanoClock);
    this.hedgedAttempts = new HedgedAttempts(targetAttempts, nanoClock);
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
      Chance chance = chance(call, next.get(), left(call, attempts));
      List<AttemptResult> results = make(chance, attempts.isEmpty(), transport);
      for (AttemptResult result : results) {
        attempts.add(result.attempt());
        strategy.ended(call, result.attempt());
      }
      AttemptResult decisive = results.getLast();
      if (decisive.failure().isEmpty()) {
        return call.answered(attempts, decisive.outcome());
      }
      FailureKind kind = decisive.failure().get().kind();
      if (!kind.nextTarget()) {
        throw new CallFailed(kind, attempts, decisive.failure().get().message());
      }
      for (AttemptResult result : results) {
        if (result.attempt().reachedTarget()) {
          reached++;
          last = result.attempt().failure().orElse(last);
        }
      }
    }
    throw failed(last, attempts);
  }

  private Chance chance(GatewayCall call, TargetHealth health, Duration left) {
    Duration timeout = min(settings.callTimeout(), left);
    return new Chance(health, TargetCall.of(call, health.target(), timeout));
  }

  /** Makes an attempt, and perhaps another one beside it; the last result decides. */
  private List<AttemptResult> make(Chance chance, boolean isFirst, Transport transport) {
    Optional<Duration> delay = isFirst ? hedges.delay(chance.sent().call()) : Optional.empty();
    List<AttemptResult> results =
        delay.isPresent()
            ? hedgedAttempts.make(chance, delay.get(), () -> second(chance), transport)
            : List.of(targetAttempts.make(chance.health(), chance.sent(), transport));
    results.forEach(hedges::ended);
    return results;
  }

  /** A healthy target beside the first one, when time and budget allow it. */
  private Optional<Chance> second(Chance first) {
    GatewayCall call = first.sent().call();
    var slow =
        new Attempt(
            first.sent().target(), Optional.of(FailureKind.TARGET_TIMEOUT), 0, Optional.empty());
    List<Target> usable =
        candidates.next(call, List.of(slow)).stream().filter(budget::isFree).toList();
    Duration left = Duration.ofNanos(call.deadlineNanos() - nanoClock.getAsLong());
    if (settings.maxAttempts() < 2
        || usable.isEmpty()
        || left.compareTo(settings.minimumBudget()) <= 0) {
      return Optional.empty();
    }
    Target chosen = strategy.choose(usable, call);
    return hedges.pays(chosen)
        ? Optional.of(chance(call, pool.health(chosen.id()), left))
        : Optional.empty();
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
