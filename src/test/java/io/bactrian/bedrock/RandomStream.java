package io.bactrian.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** The frames of a random answer in Bedrock's order, with an end or without. */
final class RandomStream {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_BLOCKS = 4;
  private static final int MOST_DELTAS = 5;

  private final Random random;
  private final List<Frame> frames = new ArrayList<>();

  private RandomStream(Random random) {
    this.random = random;
  }

  /** As ConverseStream sends it. */
  static List<Frame> converse(Random random) {
    var stream = new RandomStream(random);
    stream.converse();
    return stream.frames;
  }

  /** As InvokeModelWithResponseStream sends it, in one of the formats of models. */
  static List<Frame> invoke(Random random) {
    var stream = new RandomStream(random);
    switch (random.nextInt(3)) {
      case 0 -> stream.anthropic();
      case 1 -> stream.nova();
      default -> stream.unknownFormat();
    }
    return stream.frames;
  }

  private void converse() {
    event("messageStart", object("role", "assistant"), false, false);
    for (int block = random.nextInt(MOST_BLOCKS); block > 0; block--) {
      converseBlock(block);
    }
    if (random.nextInt(4) > 0) {
      event("messageStop", object("stopReason", "end_turn"), false, true);
    }
    if (random.nextBoolean()) {
      ObjectNode metadata = JSON.objectNode();
      metadata.putObject("usage").put("inputTokens", 3).put("outputTokens", random.nextInt(99));
      event("metadata", metadata, false, false);
    }
  }

  private void converseBlock(int block) {
    int kind = random.nextInt(3);
    if (kind == 0) {
      ObjectNode start = JSON.objectNode().put("contentBlockIndex", block);
      start.putObject("start").putObject("toolUse").put("toolUseId", "t1").put("name", text());
      event("contentBlockStart", start, true, false);
    }
    for (int i = random.nextInt(MOST_DELTAS); i >= 0; i--) {
      String text = text();
      ObjectNode event = JSON.objectNode().put("contentBlockIndex", block);
      ObjectNode delta = event.putObject("delta");
      switch (kind) {
        case 0 -> delta.putObject("toolUse").put("input", text);
        case 1 -> delta.putObject("reasoningContent").put("text", text);
        default -> delta.put("text", text);
      }
      event("contentBlockDelta", event, kind < 2 || !text.isEmpty(), false);
    }
    event("contentBlockStop", JSON.objectNode().put("contentBlockIndex", block), false, false);
  }

  private void anthropic() {
    chunk(object("type", "message_start"), false, false);
    for (int block = random.nextInt(MOST_BLOCKS); block > 0; block--) {
      boolean isTool = random.nextBoolean();
      ObjectNode start = object("type", "content_block_start").put("index", block);
      start.putObject("content_block").put("type", isTool ? "tool_use" : "text");
      chunk(start, isTool, false);
      for (int i = random.nextInt(MOST_DELTAS); i > 0; i--) {
        ObjectNode delta = object("type", "content_block_delta").put("index", block);
        delta.putObject("delta").put("text", text());
        chunk(delta, true, false);
      }
      chunk(object("type", "content_block_stop"), false, false);
    }
    ObjectNode reason = object("type", "message_delta");
    reason.putObject("delta").put("stop_reason", "end_turn");
    chunk(reason, false, false);
    if (random.nextInt(4) > 0) {
      ObjectNode stop = object("type", "message_stop");
      chunk(random.nextBoolean() ? withMetrics(stop) : stop, false, true);
    }
  }

  private void nova() {
    chunk(nested("messageStart", "role", "assistant"), false, false);
    for (int i = random.nextInt(3 * MOST_DELTAS); i > 0; i--) {
      chunk(nested("contentBlockDelta", "delta", text()), true, false);
    }
    chunk(nested("contentBlockStop", "contentBlockIndex", "0"), false, false);
    chunk(nested("messageStop", "stopReason", "end_turn"), false, false);
    boolean isLast = random.nextBoolean();
    ObjectNode metadata = nested("metadata", "usage", "");
    chunk(isLast ? withMetrics(metadata) : metadata, false, isLast);
  }

  private void unknownFormat() {
    for (int i = random.nextInt(3 * MOST_DELTAS); i >= 0; i--) {
      chunk(object("generation", text()), true, false);
    }
    if (random.nextBoolean()) {
      chunk(withMetrics(object("generation", "")), true, true);
    }
  }

  private static ObjectNode withMetrics(ObjectNode event) {
    event.putObject("amazon-bedrock-invocationMetrics").put("inputTokenCount", 3);
    return event;
  }

  private static ObjectNode object(String name, String value) {
    return JSON.objectNode().put(name, value);
  }

  private static ObjectNode nested(String outer, String name, String value) {
    ObjectNode event = JSON.objectNode();
    event.set(outer, object(name, value));
    return event;
  }

  private void chunk(JsonNode inner, boolean content, boolean end) {
    byte[] bytes = inner.toString().getBytes(StandardCharsets.UTF_8);
    event("chunk", object("bytes", Base64.getEncoder().encodeToString(bytes)), content, end);
  }

  private void event(String type, ObjectNode json, boolean content, boolean end) {
    json.put("p", "abcdefghijklmnopqrstuvwxyz".substring(random.nextInt(26)));
    frames.add(new Frame(type, json.toString(), content, end));
  }

  private String text() {
    int[] points = "ab \"\\\n{}é\u2028\ud83d\udc2b".codePoints().toArray();
    var built = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      built.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return built.toString();
  }
}
