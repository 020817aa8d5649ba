package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.ServerSentEvents;

/** Collects server-sent events, each named for the {@code type} of its data. */
final class EventFrames {

  private final StringBuilder frames = new StringBuilder();

  static ObjectNode data(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  /** Data about the content block at an index. */
  static ObjectNode data(String type, int index) {
    return data(type).put("index", index);
  }

  EventFrames add(ObjectNode data) {
    frames.append(ServerSentEvents.event(data.get("type").textValue(), data));
    return this;
  }

  byte[] bytes() {
    return ServerSentEvents.bytes(frames.toString());
  }
}
