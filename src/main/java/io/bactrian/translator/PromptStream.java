package io.bactrian.translator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.FailureKind;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/**
 * {@code /chat} and {@code /generate} as server-sent events: {@code {response}} with each piece of
 * text, then one event with {@code status: success} and what else a whole reply says, or one with
 * {@code status: error} and {@code detail}.
 */
final class PromptStream implements ConverseStreamWriter {

  /** What is known of an answer when it is complete. */
  record Ending(String stopReason, TokenUsage usage) {}

  private static final byte[] NOTHING = new byte[0];
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final BiConsumer<ObjectNode, Ending> closing;
  private String stopReason;
  private TokenUsage usage;

  /** {@code closing} writes what the endpoint adds to the last event. */
  PromptStream(BiConsumer<ObjectNode, Ending> closing) {
    this.closing = closing;
  }

  @Override
  public String contentType() {
    return ServerSentEvents.MEDIA_TYPE;
  }

  @Override
  public byte[] event(ConverseStreamOutput event) {
    switch (event) {
      case ContentBlockDeltaEvent more when more.delta().text() != null -> {
        return ServerSentEvents.bytes(
            ServerSentEvents.data(JSON.objectNode().put("response", more.delta().text())));
      }
      case MessageStopEvent stop -> stopReason = stop.stopReasonAsString();
      case ConverseStreamMetadataEvent metadata -> usage = metadata.usage();
      default -> {}
    }
    return NOTHING;
  }

  @Override
  public byte[] end() {
    ObjectNode last = JSON.objectNode();
    closing.accept(last, new Ending(stopReason, usage));
    return ServerSentEvents.bytes(ServerSentEvents.data(last.put("status", "success")));
  }

  @Override
  public byte[] error(FailureKind kind, String message) {
    return ServerSentEvents.bytes(
        ServerSentEvents.data(JSON.objectNode().put("detail", message).put("status", "error")));
  }

  @Override
  public byte[] keepAlive() {
    return ServerSentEvents.bytes(ServerSentEvents.keepAlive());
  }
}
