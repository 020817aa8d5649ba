package io.bactrian.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.StreamEvent;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.eventstream.Message;

/**
 * The events of InvokeModelWithResponseStream: chunks that hold the model's own events. To the last
 * one Bedrock adds its metrics, whatever the model.
 */
final class InvokeChunks implements StreamForm {

  private boolean content;
  private boolean ended;

  @Override
  public StreamEvent read(Message message) {
    byte[] json = message.getPayload();
    JsonNode inner = inner(NativeAnswers.read(json).path("bytes"));
    Optional<StopReason> stopReason = NativeAnswers.stopReason(inner);
    content |= isContent(inner) || stopReason.filter(EmptyAnswers::isExplainedBy).isPresent();
    ended |= isLast(inner);
    return new StreamEvent.Chunk(json, stopReason, NativeAnswers.usage(inner));
  }

  @Override
  public boolean hasContent() {
    return content;
  }

  @Override
  public boolean isEnded() {
    return ended;
  }

  private static JsonNode inner(JsonNode base64) {
    if (!base64.isTextual()) {
      throw new IllegalArgumentException("a chunk without bytes");
    }
    return NativeAnswers.read(Base64.getDecoder().decode(base64.textValue()));
  }

  private static boolean isLast(JsonNode inner) {
    return inner.has("amazon-bedrock-invocationMetrics")
        || inner.path("type").asText().equals("message_stop");
  }

  /** Of a format that is not known, every chunk is. */
  private static boolean isContent(JsonNode inner) {
    if (inner.has("type")) {
      return switch (inner.path("type").asText()) {
        case "content_block_delta" -> true;
        case "content_block_start" ->
            !inner.path("content_block").path("type").asText().equals("text");
        default -> false;
      };
    }
    if (inner.has("completionReason")) {
      return !inner.path("outputText").asText().isEmpty();
    }
    return !(inner.has("messageStart")
        || inner.has("contentBlockStop")
        || inner.has("messageStop")
        || inner.has("metadata"));
  }
}
