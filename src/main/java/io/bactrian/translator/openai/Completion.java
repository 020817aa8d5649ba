package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.GatewayCall;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.bedrockruntime.model.CitationGeneratedContent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/** A whole answer, as a {@code chat.completion}. */
final class Completion {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Completion() {}

  static ObjectNode of(GatewayCall call, long created, ConverseResponse response) {
    ObjectNode completion = head(call, "chat.completion", created);
    ObjectNode choice = completion.putArray("choices").addObject();
    choice.put("index", 0);
    choice.set("message", message(response.output().message().content()));
    choice.putNull("logprobs");
    choice.put("finish_reason", FinishReason.of(response.stopReason()));
    if (response.usage() != null) {
      completion.set("usage", UsageCounts.of(response.usage()));
    }
    if (response.serviceTier() != null) {
      completion.put("service_tier", response.serviceTier().typeAsString());
    }
    return completion;
  }

  /** What every object of one answer begins with. */
  static ObjectNode head(GatewayCall call, String object, long created) {
    return JSON.objectNode()
        .put("id", "chatcmpl-" + call.requestId())
        .put("object", object)
        .put("created", created)
        .put("model", call.modelInReply());
  }

  private static ObjectNode message(List<ContentBlock> blocks) {
    var text = new StringBuilder();
    var reasoning = new StringBuilder();
    ArrayNode thinking = JSON.arrayNode();
    ArrayNode calls = JSON.arrayNode();
    for (ContentBlock block : blocks) {
      switch (block.type()) {
        case TEXT -> text.append(block.text());
        case CITATIONS_CONTENT ->
            block.citationsContent().content().stream()
                .map(CitationGeneratedContent::text)
                .filter(Objects::nonNull)
                .forEach(text::append);
        case TOOL_USE -> calls.add(ToolCalls.write(block.toolUse()));
        case REASONING_CONTENT -> {
          if (block.reasoningContent().reasoningText() != null) {
            reasoning.append(block.reasoningContent().reasoningText().text());
          }
          ThinkingBlocks.write(block.reasoningContent()).ifPresent(thinking::add);
        }
        default -> {
          // Images and the like: a chat completion has no place for them.
        }
      }
    }
    ObjectNode message = JSON.objectNode().put("role", "assistant");
    message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text.toString());
    message.putNull("refusal");
    if (!reasoning.isEmpty()) {
      message.put("reasoning_content", reasoning.toString());
    }
    if (!thinking.isEmpty()) {
      message.set("thinking_blocks", thinking);
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    return message;
  }
}
