package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.RequestObject;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningTextBlock;

/**
 * {@code thinking_blocks}: signed thinking, in the form that OpenAI clients of Claude know. A
 * client sends it back with the tool calls that it led to; Claude refuses them without.
 */
final class ThinkingBlocks {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> TYPES = List.of("thinking", "redacted_thinking");

  private ThinkingBlocks() {}

  static List<ContentBlock> read(RequestObject message) {
    return message.objects("thinking_blocks").stream()
        .map(ThinkingBlocks::block)
        .map(ContentBlock::fromReasoningContent)
        .toList();
  }

  private static ReasoningContentBlock block(RequestObject thinking) {
    if (thinking.oneOf("type", TYPES).equals("thinking")) {
      thinking.only("type", "thinking", "signature");
      return ReasoningContentBlock.fromReasoningText(
          ReasoningTextBlock.builder()
              .text(thinking.optionalText("thinking").orElse(""))
              .signature(thinking.nonBlankText("signature"))
              .build());
    }
    thinking.only("type", "data");
    String data = thinking.nonBlankText("data");
    try {
      byte[] bytes = Base64.getDecoder().decode(data);
      return ReasoningContentBlock.fromRedactedContent(SdkBytes.fromByteArrayUnsafe(bytes));
    } catch (IllegalArgumentException notBase64) {
      throw thinking.refused("data", "must hold valid base64");
    }
  }

  /** One block of thinking; empty where it could not be sent back. */
  static Optional<ObjectNode> write(ReasoningContentBlock block) {
    if (block.redactedContent() != null) {
      return Optional.of(redacted(block.redactedContent()));
    }
    return Optional.ofNullable(block.reasoningText())
        .filter(reasoning -> reasoning.signature() != null)
        .map(reasoning -> signed(reasoning.text(), reasoning.signature()));
  }

  static ObjectNode signed(String text, String signature) {
    return JSON.objectNode()
        .put("type", "thinking")
        .put("thinking", text)
        .put("signature", signature);
  }

  static ObjectNode redacted(SdkBytes data) {
    return JSON.objectNode()
        .put("type", "redacted_thinking")
        .put("data", Base64.getEncoder().encodeToString(data.asByteArrayUnsafe()));
  }
}
