package io.bactrian.translator;

import io.bactrian.call.Answer;
import io.bactrian.call.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * The whole answer that a stream was, for those who count it and keep it. Belongs to one stream and
 * is used by one thread at a time.
 */
public final class StreamAssembly {

  private final AnswerAssembly conversation;
  private final long mostCharacters;
  private final List<StreamEvent.Chunk> chunks = new ArrayList<>();
  private boolean inChunks;
  private long characters;
  private Optional<StopReason> stopReason = Optional.empty();
  private Optional<Answer.Usage> usage = Optional.empty();

  /** {@code mostCharacters}: an answer with more content is counted, but its content given up. */
  public StreamAssembly(long mostCharacters) {
    this.mostCharacters = mostCharacters;
    conversation = new AnswerAssembly(mostCharacters);
  }

  /** Takes the next event. */
  public void accept(StreamEvent event) {
    switch (event) {
      case StreamEvent.Conversed conversed -> conversation.accept(conversed.output());
      case StreamEvent.Retold retold -> conversation.accept(retold.output());
      case StreamEvent.Chunk chunk -> {
        inChunks = true;
        stopReason = chunk.stopReason().or(() -> stopReason);
        usage = chunk.usage().or(() -> usage);
        keep(chunk);
      }
    }
  }

  /** The answer so far. */
  public Answer answer() {
    return inChunks
        ? new Answer.InvokedInChunks(chunks, stopReason, usage)
        : new Answer.Conversed(conversation.response());
  }

  private void keep(StreamEvent.Chunk chunk) {
    characters += chunk.json().length;
    if (characters > mostCharacters) {
      chunks.clear();
    } else {
      chunks.add(chunk);
    }
  }
}
