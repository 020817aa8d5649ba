package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlockStart;

/**
 * The tool calls of one stream. OpenAI numbers the calls from 0, Bedrock all blocks: text and
 * thinking count there too.
 */
final class StreamedTools {

  private final Map<Integer, Integer> callOfBlock = new HashMap<>();
  private final Map<Integer, Integer> callWithoutArguments = new HashMap<>();

  /** The delta for a block that begins; empty where it is no tool call. */
  Optional<ObjectNode> start(ContentBlockStartEvent event) {
    ToolUseBlockStart use = event.start().toolUse();
    if (use == null) {
      return Optional.empty();
    }
    int call = callOfBlock.size();
    callOfBlock.put(event.contentBlockIndex(), call);
    callWithoutArguments.put(event.contentBlockIndex(), call);
    ObjectNode delta = JsonNodeFactory.instance.objectNode();
    ObjectNode begun = delta.putArray("tool_calls").addObject();
    begun.put("index", call).put("id", use.toolUseId()).put("type", "function");
    begun.putObject("function").put("name", use.name()).put("arguments", "");
    return Optional.of(delta);
  }

  /** The delta for a piece of the arguments' JSON. */
  Optional<ObjectNode> arguments(int block, String piece) {
    if (piece == null || piece.isEmpty() || !callOfBlock.containsKey(block)) {
      return Optional.empty();
    }
    callWithoutArguments.remove(block);
    return Optional.of(delta(callOfBlock.get(block), piece));
  }

  /** The delta for a block that ends: a call without arguments has no JSON yet. */
  Optional<ObjectNode> stop(int block) {
    return Optional.ofNullable(callWithoutArguments.remove(block)).map(call -> delta(call, "{}"));
  }

  private static ObjectNode delta(int call, String arguments) {
    ObjectNode delta = JsonNodeFactory.instance.objectNode();
    ObjectNode piece = delta.putArray("tool_calls").addObject().put("index", call);
    piece.putObject("function").put("arguments", arguments);
    return delta;
  }
}
