package io.bactrian.routing;

import io.bactrian.call.FailureClassifier;
import io.bactrian.call.FailureClassifier.Failure;
import io.bactrian.call.FailureKind;
import io.bactrian.call.FailureKind.Cooling;
import io.bactrian.call.Question;
import io.bactrian.call.TargetCall;
import io.bactrian.resilience.Quotas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why an attempt failed, leaves targets alone as long as they ask for, and tells operators
 * where the fault is the gateway's own.
 */
final class AttemptFailures {

  private static final Logger LOG = LoggerFactory.getLogger(Failover.class);

  private final FailureClassifier classifier;
  private final Quotas quotas;

  AttemptFailures(FailureClassifier classifier, Quotas quotas) {
    this.classifier = classifier;
    this.quotas = quotas;
  }

  Failure of(TargetCall attempt, Throwable thrown) {
    Failure failure = classifier.classify(thrown);
    if (failure.kind() == FailureKind.GATEWAY_INTERNAL_ERROR) {
      LOG.error(
          "Request {} broke at {}", attempt.call().requestId(), attempt.target().id(), thrown);
    }
    if (failure.retryAfter().isPresent() && isOfQuota(attempt, failure.kind())) {
      quotas.pause(attempt.target(), failure.kind(), failure.retryAfter().get());
    }
    return failure;
  }

  /** Of other failures the breaker judges; counts have a quota of their own. */
  private static boolean isOfQuota(TargetCall attempt, FailureKind kind) {
    return (kind.cooling() == Cooling.SHORT || kind.cooling() == Cooling.LONG)
        && !(attempt.call().question() instanceof Question.CountTokens);
  }
}
