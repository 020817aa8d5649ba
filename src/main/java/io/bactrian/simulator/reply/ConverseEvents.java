package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of ConverseStream, in Bedrock's order.
 *
 * <p>Only tool use has a contentBlockStart: clients that wait for one before text would hang on
 * Bedrock, so they must hang here too.
 */
final class ConverseEvents {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ConverseEvents() {}

  static List<StreamEvent> of(Reply reply) {
    List<StreamEvent> events = new ArrayList<>();
    events.add(StreamEvent.of("messageStart", NODES.objectNode().put("role", "assistant")));
    for (int index = 0; index < reply.blocks().size(); index++) {
      addBlock(events, reply.blocks().get(index), index);
    }
    ObjectNode stop = NODES.objectNode().put("stopReason", reply.stopReason().text());
    events.add(StreamEvent.of("messageStop", stop));
    events.add(new StreamEvent("metadata", latencyMs -> metadata(reply, latencyMs)));
    return events;
  }

  private static void addBlock(List<StreamEvent> events, ReplyBlock block, int index) {
    switch (block) {
      case ReplyBlock.Text text ->
          Tokens.pieces(text.text())
              .forEach(piece -> events.add(delta(index, NODES.objectNode().put("text", piece))));
      case ReplyBlock.ToolUse use -> {
        ObjectNode start = NODES.objectNode().put("contentBlockIndex", index);
        start
            .putObject("start")
            .putObject("toolUse")
            .put("name", use.name())
            .put("toolUseId", use.id());
        events.add(StreamEvent.of("contentBlockStart", start));
        for (String piece : Tokens.pieces(use.input().toString())) {
          ObjectNode delta = NODES.objectNode();
          delta.putObject("toolUse").put("input", piece);
          events.add(delta(index, delta));
        }
      }
    }
    ObjectNode stop = NODES.objectNode().put("contentBlockIndex", index);
    events.add(StreamEvent.of("contentBlockStop", stop));
  }

  private static StreamEvent delta(int index, ObjectNode delta) {
    ObjectNode payload = NODES.objectNode().put("contentBlockIndex", index);
    payload.set("delta", delta);
    return StreamEvent.of("contentBlockDelta", payload);
  }

  private static ObjectNode metadata(Reply reply, long latencyMs) {
    ObjectNode metadata = NODES.objectNode();
    metadata.putObject("metrics").put("latencyMs", latencyMs);
    reply.echo().forEach(metadata::set);
    metadata
        .putObject("usage")
        .put("inputTokens", reply.inputTokens())
        .put("outputTokens", reply.outputTokens())
        .put("totalTokens", reply.totalTokens());
    return metadata;
  }
}
