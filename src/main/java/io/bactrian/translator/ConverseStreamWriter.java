package io.bactrian.translator;

import io.bactrian.call.StreamEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;

/** Writes the answer to a conversation as a stream. */
public interface ConverseStreamWriter extends StreamWriter {

  /** The bytes for one event of Bedrock's, in Bedrock's order. Unknown events have none. */
  byte[] event(ConverseStreamOutput event);

  @Override
  default byte[] event(StreamEvent event) {
    return switch (event) {
      case StreamEvent.Conversed conversed -> event(conversed.output());
      case StreamEvent.Retold retold -> event(retold.output());
      case StreamEvent.Chunk chunk ->
          throw new IllegalStateException("a chunk is no part of a conversation");
    };
  }
}
