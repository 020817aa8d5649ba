package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;

/**
 * The thinking of one stream, put together block by block: a signature is worth something only with
 * the whole text that it signs.
 */
final class StreamedThinking {

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder signature = new StringBuilder();
  private final ByteArrayOutputStream redacted = new ByteArrayOutputStream();

  void add(ReasoningContentBlockDelta delta) {
    if (delta.text() != null) {
      text.append(delta.text());
    }
    if (delta.signature() != null) {
      signature.append(delta.signature());
    }
    if (delta.redactedContent() != null) {
      redacted.writeBytes(delta.redactedContent().asByteArrayUnsafe());
    }
  }

  /** The delta for a block that ends; empty where it was no thinking, or could not be sent back. */
  Optional<ObjectNode> stop() {
    Optional<ObjectNode> block = Optional.empty();
    if (redacted.size() > 0) {
      block = Optional.of(ThinkingBlocks.redacted(SdkBytes.fromByteArray(redacted.toByteArray())));
    } else if (!signature.isEmpty()) {
      block = Optional.of(ThinkingBlocks.signed(text.toString(), signature.toString()));
    }
    text.setLength(0);
    signature.setLength(0);
    redacted.reset();
    return block.map(
        thinking -> {
          ObjectNode delta = JsonNodeFactory.instance.objectNode();
          delta.putArray("thinking_blocks").add(thinking);
          return delta;
        });
  }
}
