package io.bactrian.routing;

import io.bactrian.call.FailureClassifier;
import io.bactrian.call.FailureClassifier.Failure;
import io.bactrian.call.FailureKind;
import io.bactrian.call.TargetCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says why an attempt failed, and tells operators where the fault is the gateway's own. */
final class AttemptFailures {

  private static final Logger LOG = LoggerFactory.getLogger(Failover.class);

  private final FailureClassifier classifier;

  AttemptFailures(FailureClassifier classifier) {
    this.classifier = classifier;
  }

  Failure of(TargetCall attempt, Throwable thrown) {
    Failure failure = classifier.classify(thrown);
    if (failure.kind() == FailureKind.GATEWAY_INTERNAL_ERROR) {
      LOG.error(
          "Request {} broke at {}", attempt.call().requestId(), attempt.target().id(), thrown);
    }
    return failure;
  }
}
