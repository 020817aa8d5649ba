package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureClassifier;
import io.bactrian.call.FailureClassifier.Failure;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import io.bactrian.call.TargetCall;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetPool;
import io.bactrian.resilience.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The one loop that owns every retry and failover: walks the usable targets of a call until one
 * answers, the caller is at fault, or targets, attempts or time run out.
 */
public final class Failover {

  /** Sends an attempt to its target; returns what went wrong, or null when it was answered. */
  @FunctionalInterface
  public interface Transport {
    Throwable send(TargetCall attempt);
  }

  private static final Failure COOLING_DOWN =
      new Failure(FailureKind.TARGET_NOT_PERMITTED, "cooling down", Optional.empty());
  private static final Failure NO_REPLY =
      new Failure(FailureKind.TARGET_EMPTY_REPLY, "no reply", Optional.empty());
  private static final Failure INTERRUPTED_WALK =
      new Failure(FailureKind.GATEWAY_INTERNAL_ERROR, "transport broke", Optional.empty());

  private final TargetPool pool;
  private final LoadBalancingStrategy strategy;
  private final FailoverSettings settings;
  private final AttemptFailures failures;
  private final LongSupplier nanoClock;
  private final StreamAttempts streams;

  public Failover(
      TargetPool pool,
      LoadBalancingStrategy strategy,
      FailoverSettings settings,
      FailureClassifier classifier,
      LongSupplier nanoClock) {
    this.pool = pool;
    this.strategy = strategy;
    this.settings = settings;
    this.failures = new AttemptFailures(classifier);
    this.nanoClock = nanoClock;
    this.streams = new StreamAttempts(classifier, failures);
  }

  /**
   * Returns the call with its answer.
   *
   * @throws CallFailed with every attempt, when no target answered
   */
  public GatewayCall answer(GatewayCall call, Transport transport) {
    List<Attempt> attempts = new ArrayList<>(2);
    FailureKind last = FailureKind.GATEWAY_NO_USABLE_TARGET;
    int reached = 0;
    while (reached < settings.maxAttempts()) {
      long left = call.deadlineNanos() - nanoClock.getAsLong();
      if (left <= 0 || left < settings.minimumBudget().toNanos()) {
        throw failed(FailureKind.GATEWAY_DEADLINE_EXCEEDED, attempts);
      }
      List<Target> candidates = candidates(call.targets(), attempts);
      if (candidates.isEmpty()) {
        break;
      }
      TargetHealth health = pool.health(strategy.choose(candidates, call).id());
      Duration timeout = min(settings.callTimeout(), Duration.ofNanos(left));
      TargetCall attempt = TargetCall.of(call, health.target(), timeout);
      Optional<Failure> failure = attempt(health, attempt, transport, attempts);
      if (failure.isEmpty()) {
        return call.answered(attempts, outcome(attempt));
      }
      FailureKind kind = failure.get().kind();
      if (!kind.nextTarget()) {
        throw new CallFailed(kind, attempts, failure.get().message());
      }
      if (kind != FailureKind.TARGET_NOT_PERMITTED) {
        reached++;
        last = kind;
      }
    }
    throw failed(last, attempts);
  }

  private static Outcome outcome(TargetCall attempt) {
    return switch (attempt.reply().get()) {
      case TargetCall.Whole whole -> new Outcome.Live(attempt.target(), whole.answer());
      case TargetCall.Streamed begun -> new Outcome.Streaming(attempt.target(), begun.stream());
    };
  }

  private Optional<Failure> attempt(
      TargetHealth health, TargetCall attempt, Transport transport, List<Attempt> attempts) {
    long started = nanoClock.getAsLong();
    Optional<Visit> visit = health.enter();
    Optional<Failure> failure = Optional.of(INTERRUPTED_WALK);
    boolean streamed = attempt.call().delivery().streamed();
    try {
      if (visit.isEmpty()) {
        failure = Optional.of(COOLING_DOWN);
      } else if (streamed) {
        failure = streams.begin(health, visit.get(), attempt, transport);
      } else {
        failure = outcome(health, attempt, transport);
      }
    } finally {
      Optional<FailureKind> kind = failure.map(Failure::kind);
      if (!streamed) {
        visit.ifPresent(entered -> entered.end(told(attempt.call().question(), kind)));
      }
      attempts.add(
          new Attempt(
              attempt.target(),
              kind,
              nanoClock.getAsLong() - started,
              failure.isEmpty() ? attempt.reply().get().requestId() : failure.get().requestId()));
    }
    return failure;
  }

  /**
   * What an attempt says of its target besides its breaker. A count says nothing: it has a quota
   * and a permission of its own, and models that answer need not count.
   */
  private static Optional<FailureKind> told(Question question, Optional<FailureKind> kind) {
    return question instanceof Question.CountTokens ? Optional.of(FailureKind.CALLER_LEFT) : kind;
  }

  private Optional<Failure> outcome(TargetHealth health, TargetCall attempt, Transport transport) {
    Throwable thrown = send(health, attempt, transport);
    if (thrown != null) {
      return Optional.of(failures.of(attempt, thrown));
    }
    return attempt.reply().get() == null ? Optional.of(NO_REPLY) : Optional.empty();
  }

  /** The last resort for a Java error that no step of the target's route has caught. */
  private static Throwable send(TargetHealth health, TargetCall attempt, Transport transport) {
    try {
      return transport.send(attempt);
    } catch (Error broken) {
      // Resilience4j does not give the permission back after an error.
      health.breaker().releasePermission();
      return broken;
    }
  }

  private List<Target> candidates(List<Target> planned, List<Attempt> attempts) {
    List<Target> fresh = usable(planned, attempts, 1);
    if (fresh.isEmpty() && settings.attemptsPerTarget() > 1) {
      return usable(planned, attempts, settings.attemptsPerTarget());
    }
    return fresh;
  }

  private List<Target> usable(List<Target> planned, List<Attempt> attempts, int maxPerTarget) {
    List<Target> usable = new ArrayList<>(planned.size());
    for (Target target : planned) {
      TargetHealth health = pool.health(target.id());
      if (mayTry(target, attempts, maxPerTarget) && health.usable()) {
        usable.add(health.target());
      }
    }
    return usable;
  }

  private static boolean mayTry(Target target, List<Attempt> attempts, int maxPerTarget) {
    int tried = 0;
    for (Attempt attempt : attempts) {
      if (attempt.target().id().equals(target.id())) {
        tried++;
        if (!attempt.failure().map(FailureKind::retrySameTarget).orElse(false)) {
          return false;
        }
      }
    }
    return tried < maxPerTarget;
  }

  private static CallFailed failed(FailureKind kind, List<Attempt> attempts) {
    return new CallFailed(kind, attempts, kind.reason());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
