package io.bactrian.routing;

import io.bactrian.call.FailureClassifier;
import io.bactrian.call.FailureClassifier.Failure;
import io.bactrian.call.FailureKind;
import io.bactrian.call.TargetCall;
import io.bactrian.resilience.StreamPermit;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.Visit;
import java.util.Optional;

/**
 * Attempts whose answer is a stream: they succeed at the first content, but hold their permission
 * until the stream is over. The circuit breaker of the target's route cannot do that, as it ends
 * with the route.
 */
final class StreamAttempts {

  private static final Failure REFUSED =
      new Failure(FailureKind.TARGET_NOT_PERMITTED, "circuit breaker", Optional.empty());
  private static final Failure NO_STREAM =
      new Failure(FailureKind.TARGET_EMPTY_REPLY, "no stream", Optional.empty());

  private final FailureClassifier classifier;
  private final AttemptFailures failures;

  StreamAttempts(FailureClassifier classifier, AttemptFailures failures) {
    this.classifier = classifier;
    this.failures = failures;
  }

  /** Returns why the stream did not begin; when it did, the attempt holds it. */
  Optional<Failure> begin(
      TargetHealth health, Visit visit, TargetCall attempt, Failover.Transport transport) {
    Optional<StreamPermit> permit = health.enterStream(visit);
    if (permit.isEmpty()) {
      visit.end(Optional.of(REFUSED.kind()));
      return Optional.of(REFUSED);
    }
    Throwable thrown = send(attempt, transport);
    if (thrown != null) {
      return Optional.of(failed(permit.get(), failures.of(attempt, thrown), thrown));
    }
    if (!(attempt.reply().get() instanceof TargetCall.Streamed begun)) {
      return Optional.of(failed(permit.get(), NO_STREAM, new IllegalStateException("no stream")));
    }
    permit.get().contentBegan();
    var guarded = new GuardedStream(begun.stream(), permit.get(), classifier);
    attempt.reply().set(new TargetCall.Streamed(guarded, begun.requestId()));
    return Optional.empty();
  }

  private static Failure failed(StreamPermit permit, Failure failure, Throwable thrown) {
    permit.failed(failure.kind(), thrown);
    return failure;
  }

  private static Throwable send(TargetCall attempt, Failover.Transport transport) {
    try {
      return transport.send(attempt);
    } catch (Error broken) {
      return broken;
    }
  }
}
