package io.bactrian.bedrock;

import io.bactrian.call.AnswerStream;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.StreamEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A stream whose connection is lost on purpose, soon after its first content. */
final class CutStream implements AnswerStream {

  private static final int EVENTS = 4;

  private final AnswerStream stream;
  private int passed;

  CutStream(AnswerStream stream) {
    this.stream = stream;
  }

  @Override
  public Optional<StreamEvent> next(Duration atMost) {
    if (passed == EVENTS) {
      stream.cancel();
      throw new CallFailed(
          FailureKind.TARGET_CONNECTION_FAILED, List.of(), "cut off by an operator");
    }
    Optional<StreamEvent> event = stream.next(atMost);
    if (event.isPresent()) {
      passed++;
    }
    return event;
  }

  @Override
  public boolean hasReady() {
    return passed == EVENTS || stream.hasReady();
  }

  @Override
  public boolean isComplete() {
    return passed < EVENTS && stream.isComplete();
  }

  @Override
  public void cancel() {
    stream.cancel();
  }
}
