package io.bactrian.call;

import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** One event of a target's stream. */
public sealed interface StreamEvent {

  /**
   * Of the answer to a conversation.
   *
   * @param type name of the event, such as {@code contentBlockDelta}
   * @param output the event as it was understood; unknown members and events are lost in it
   * @param json the event as it came
   */
  record Conversed(String type, ConverseStreamOutput output, byte[] json) implements StreamEvent {}

  /** Of an answer to a conversation that is not told in Bedrock's own bytes: kept, or local. */
  record Retold(ConverseStreamOutput output) implements StreamEvent {}

  /**
   * Of an answer in a model's own format.
   *
   * @param json the event as it came: {@code bytes} in base64, and padding
   * @param stopReason why the answer ended, where this event says so
   * @param usage what the answer cost, where this event says so
   */
  record Chunk(byte[] json, Optional<StopReason> stopReason, Optional<Answer.Usage> usage)
      implements StreamEvent {}
}
