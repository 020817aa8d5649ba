package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.GatewayCall;
import io.bactrian.translator.DocumentJson;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.CitationGeneratedContent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;

/** Writes messages and their content blocks. Kinds of block that the API does not have are left. */
final class MessageBody {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private MessageBody() {}

  /** The message of a call before the model has said anything. */
  static ObjectNode begun(GatewayCall call) {
    ObjectNode message = JSON.objectNode();
    message.put("id", "msg_" + call.requestId());
    message.put("type", "message");
    message.put("role", "assistant");
    message.put("model", call.modelInReply());
    message.putArray("content");
    message.putNull("stop_reason");
    message.putNull("stop_sequence");
    message.set("usage", Usage.unknown());
    return message;
  }

  static ObjectNode whole(GatewayCall call, ConverseResponse response) {
    ObjectNode message = begun(call);
    ArrayNode content = message.putArray("content");
    response.output().message().content().forEach(block -> add(content, block));
    message.put("stop_reason", StopReasons.of(response.stopReasonAsString()));
    message.put(
        "stop_sequence", StopReasons.stopSequence(response.additionalModelResponseFields()));
    message.set("usage", Usage.of(response.usage()));
    return message;
  }

  private static void add(ArrayNode content, ContentBlock block) {
    switch (block.type()) {
      case TEXT -> content.add(text(block.text()));
      case TOOL_USE -> {
        ObjectNode use = toolUse(block.toolUse().toolUseId(), block.toolUse().name());
        if (block.toolUse().input() != null) {
          use.set("input", DocumentJson.write(block.toolUse().input()));
        }
        content.add(use);
      }
      case REASONING_CONTENT -> content.add(reasoning(block.reasoningContent()));
      case CITATIONS_CONTENT -> {
        for (CitationGeneratedContent cited : block.citationsContent().content()) {
          content.add(text(cited.text()));
        }
      }
      default -> {}
    }
  }

  private static ObjectNode reasoning(ReasoningContentBlock reasoning) {
    return reasoning.reasoningText() == null
        ? redactedThinking(reasoning.redactedContent())
        : thinking(reasoning.reasoningText().text(), reasoning.reasoningText().signature());
  }

  static ObjectNode text(String text) {
    return JSON.objectNode().put("type", "text").put("text", text);
  }

  /** A tool's use with empty input. */
  static ObjectNode toolUse(String id, String name) {
    ObjectNode use = JSON.objectNode().put("type", "tool_use").put("id", id).put("name", name);
    use.putObject("input");
    return use;
  }

  /** A model's thinking; clients want a signature even from models that sign nothing. */
  static ObjectNode thinking(String text, String signature) {
    return JSON.objectNode()
        .put("type", "thinking")
        .put("thinking", text)
        .put("signature", signature == null ? "" : signature);
  }

  static ObjectNode redactedThinking(SdkBytes data) {
    return JSON.objectNode()
        .put("type", "redacted_thinking")
        .put("data", Base64.getEncoder().encodeToString(data.asByteArrayUnsafe()));
  }
}
