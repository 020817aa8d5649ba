package io.bactrian.translator;

import io.bactrian.call.Answer;
import io.bactrian.call.StreamEvent;
import java.util.List;

/** A kept answer as the events of the stream that it was, or would have been. */
public final class KeptEvents {

  private KeptEvents() {}

  /**
   * The events in order.
   *
   * @throws IllegalArgumentException when no stream can carry it
   */
  public static List<StreamEvent> of(Answer answer) {
    return switch (answer) {
      case Answer.Conversed conversed ->
          ResponseEvents.of(conversed.response()).stream()
              .<StreamEvent>map(StreamEvent.Retold::new)
              .toList();
      case Answer.InvokedInChunks chunks -> List.copyOf(chunks.events());
      case Answer.Invoked invoked -> throw new IllegalArgumentException("not a stream's answer");
      case Answer.Counted counted -> throw new IllegalArgumentException("not a stream's answer");
    };
  }
}
