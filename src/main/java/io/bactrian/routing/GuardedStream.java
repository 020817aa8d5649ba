package io.bactrian.routing;

import io.bactrian.call.AnswerStream;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureClassifier;
import io.bactrian.call.FailureClassifier.Failure;
import io.bactrian.call.StreamEvent;
import io.bactrian.resilience.StreamPermit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A target's stream, whose end its circuit breaker learns once, whatever it is. */
final class GuardedStream implements AnswerStream {

  private final AnswerStream stream;
  private final StreamPermit permit;
  private final FailureClassifier classifier;

  GuardedStream(AnswerStream stream, StreamPermit permit, FailureClassifier classifier) {
    this.stream = stream;
    this.permit = permit;
    this.classifier = classifier;
  }

  @Override
  public Optional<StreamEvent> next(Duration atMost) {
    try {
      Optional<StreamEvent> event = stream.next(atMost);
      if (event.isEmpty() && stream.isComplete()) {
        permit.succeeded();
      }
      return event;
    } catch (RuntimeException | Error broken) {
      Failure failure = classifier.classify(broken);
      permit.failed(failure.kind(), broken);
      stream.cancel();
      throw new CallFailed(failure.kind(), List.of(), failure.kind().reason());
    }
  }

  @Override
  public boolean hasReady() {
    return stream.hasReady();
  }

  @Override
  public boolean isComplete() {
    return stream.isComplete();
  }

  @Override
  public void cancel() {
    permit.abandoned();
    stream.cancel();
  }
}
