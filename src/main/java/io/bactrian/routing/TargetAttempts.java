package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.FailureClassifier;
import io.bactrian.call.FailureClassifier.Failure;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Question;
import io.bactrian.call.TargetCall;
import io.bactrian.resilience.Quotas;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.Visit;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Makes attempts: each visits its target once, ends the visit, and is recorded once. */
final class TargetAttempts {

  private static final Failure COOLING_DOWN =
      new Failure(FailureKind.TARGET_NOT_PERMITTED, "cooling down", Optional.empty());
  private static final Failure NO_REPLY =
      new Failure(FailureKind.TARGET_EMPTY_REPLY, "no reply", Optional.empty());
  private static final Failure INTERRUPTED_WALK =
      new Failure(FailureKind.GATEWAY_INTERNAL_ERROR, "transport broke", Optional.empty());

  private final AttemptFailures failures;
  private final StreamAttempts streams;
  private final RetryBudget budget;
  private final LongSupplier nanoClock;

  TargetAttempts(
      FailureClassifier classifier, Quotas quotas, RetryBudget budget, LongSupplier nanoClock) {
    this.failures = new AttemptFailures(classifier, quotas);
    this.streams = new StreamAttempts(classifier, failures);
    this.budget = budget;
    this.nanoClock = nanoClock;
  }

  AttemptResult make(TargetHealth health, TargetCall sent, Failover.Transport transport) {
    long started = nanoClock.getAsLong();
    Optional<Visit> visit = health.enter();
    Optional<Failure> failure = Optional.of(INTERRUPTED_WALK);
    boolean streamed = sent.call().delivery().streamed();
    try {
      if (visit.isEmpty()) {
        failure = Optional.of(COOLING_DOWN);
      } else if (streamed) {
        failure = streams.begin(health, visit.get(), sent, transport);
      } else {
        failure = outcome(health, sent, transport);
      }
    } finally {
      Optional<FailureKind> told = told(sent.call().question(), failure.map(Failure::kind));
      if (!streamed) {
        visit.ifPresent(entered -> entered.end(told));
      }
      budget.attempted(sent.target(), told, started);
    }
    Optional<String> requestId =
        failure.isEmpty() ? sent.reply().get().requestId() : failure.get().requestId();
    long took = nanoClock.getAsLong() - started;
    return new AttemptResult(
        sent, new Attempt(sent.target(), failure.map(Failure::kind), took, requestId), failure);
  }

  /**
   * What an attempt says of its target besides its breaker. A count says nothing: it has a quota
   * and a permission of its own, and models that answer need not count.
   */
  private static Optional<FailureKind> told(Question question, Optional<FailureKind> kind) {
    return question instanceof Question.CountTokens ? Optional.of(FailureKind.CALLER_LEFT) : kind;
  }

  private Optional<Failure> outcome(
      TargetHealth health, TargetCall sent, Failover.Transport transport) {
    Throwable thrown = send(health, sent, transport);
    if (thrown != null) {
      return Optional.of(failures.of(sent, thrown));
    }
    return sent.reply().get() == null ? Optional.of(NO_REPLY) : Optional.empty();
  }

  /** The last resort for a Java error that no step of the target's route has caught. */
  private static Throwable send(
      TargetHealth health, TargetCall sent, Failover.Transport transport) {
    try {
      return transport.send(sent);
    } catch (Error broken) {
      // Resilience4j does not give the permission back after an error.
      health.breaker().releasePermission();
      return broken;
    }
  }
}
