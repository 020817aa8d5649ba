package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The native bodies of Anthropic models on Bedrock: the messages API. */
final class AnthropicFormat implements BodyFormat {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectMapper json;

  AnthropicFormat(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public Conversation read(String modelId, JsonNode body) {
    return AnthropicRequest.read(modelId, body);
  }

  @Override
  public byte[] body(Reply reply, long latencyMs) throws IOException {
    ObjectNode message = message(reply);
    ArrayNode content = message.putArray("content");
    reply.blocks().forEach(block -> content.add(whole(block)));
    message.put("stop_reason", reply.stopReason().text());
    putStopSequence(message, reply);
    putUsage(message, reply, reply.outputTokens());
    return json.writeValueAsBytes(message);
  }

  @Override
  public List<StreamEvent> events(Reply reply) {
    List<StreamEvent> events = new ArrayList<>();
    ObjectNode start = message(reply);
    start.putArray("content");
    start.putNull("stop_reason").putNull("stop_sequence");
    putUsage(start, reply, 1);
    ObjectNode messageStart = typed("message_start");
    messageStart.set("message", start);
    events.add(StreamEvent.of("message_start", messageStart));
    for (int index = 0; index < reply.blocks().size(); index++) {
      addBlock(events, reply.blocks().get(index), index);
    }
    ObjectNode end = typed("message_delta");
    putStopSequence(end.putObject("delta").put("stop_reason", reply.stopReason().text()), reply);
    end.putObject("usage").put("output_tokens", reply.outputTokens());
    events.add(StreamEvent.of("message_delta", end));
    events.add(new StreamEvent("message_stop", latencyMs -> typed("message_stop")));
    return events;
  }

  private static ObjectNode message(Reply reply) {
    return NODES
        .objectNode()
        .put("model", reply.modelId())
        .put("id", "msg_bdrk_" + ToolUseId.letters(reply.hash(), 24))
        .put("type", "message")
        .put("role", "assistant");
  }

  private static ObjectNode whole(ReplyBlock block) {
    return switch (block) {
      case ReplyBlock.Text text -> typed("text").put("text", text.text());
      case ReplyBlock.ToolUse use -> {
        ObjectNode node = typed("tool_use").put("id", use.id()).put("name", use.name());
        node.set("input", use.input());
        yield node;
      }
    };
  }

  private static void addBlock(List<StreamEvent> events, ReplyBlock block, int index) {
    ObjectNode start = typed("content_block_start").put("index", index);
    events.add(StreamEvent.of("content_block_start", start));
    switch (block) {
      case ReplyBlock.Text text -> {
        start.set("content_block", typed("text").put("text", ""));
        Tokens.pieces(text.text())
            .forEach(piece -> add(events, index, typed("text_delta").put("text", piece)));
      }
      case ReplyBlock.ToolUse use -> {
        ObjectNode empty = typed("tool_use").put("id", use.id()).put("name", use.name());
        empty.putObject("input");
        start.set("content_block", empty);
        Tokens.pieces(use.input().toString())
            .forEach(
                piece -> add(events, index, typed("input_json_delta").put("partial_json", piece)));
      }
    }
    events.add(
        StreamEvent.of("content_block_stop", typed("content_block_stop").put("index", index)));
  }

  private static void add(List<StreamEvent> events, int index, ObjectNode delta) {
    ObjectNode event = typed("content_block_delta").put("index", index);
    event.set("delta", delta);
    events.add(StreamEvent.of("content_block_delta", event));
  }

  private static void putStopSequence(ObjectNode node, Reply reply) {
    if (reply.stopReason() == StopReason.STOP_SEQUENCE) {
      node.put("stop_sequence", reply.stopSequence());
    } else {
      node.putNull("stop_sequence");
    }
  }

  private static void putUsage(ObjectNode message, Reply reply, int outputTokens) {
    message
        .putObject("usage")
        .put("input_tokens", reply.inputTokens())
        .put("output_tokens", outputTokens);
  }

  private static ObjectNode typed(String type) {
    return NODES.objectNode().put("type", type);
  }
}
