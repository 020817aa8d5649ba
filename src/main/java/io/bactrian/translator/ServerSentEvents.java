package io.bactrian.translator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Server-sent events, as text that can be joined, and as bytes. */
public final class ServerSentEvents {

  public static final String MEDIA_TYPE = "text/event-stream";

  private ServerSentEvents() {}

  /** {@code data: <json>}. */
  public static String data(JsonNode data) {
    return "data: " + data + "\n\n";
  }

  /** {@code event: <name>} and {@code data: <json>}. */
  public static String event(String name, JsonNode data) {
    return "event: " + name + "\n" + data(data);
  }

  /** A comment: keeps a connection open and reaches no reader. */
  public static String keepAlive() {
    return ": keep-alive\n\n";
  }

  public static byte[] bytes(String events) {
    return events.getBytes(StandardCharsets.UTF_8);
  }
}
