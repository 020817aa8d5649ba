package io.bactrian.translator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** The bytes of server-sent events. */
public final class ServerSentEvents {

  public static final String MEDIA_TYPE = "text/event-stream";

  /** A comment: keeps a connection open and reaches no reader. */
  public static final String KEEP_ALIVE = ": keep-alive\n\n";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ServerSentEvents() {}

  /** {@code data: <json>}. */
  public static byte[] data(JsonNode data) {
    return bytes("data: " + text(data) + "\n\n");
  }

  /** {@code event: <name>} and {@code data: <json>}. */
  public static byte[] event(String name, JsonNode data) {
    return bytes("event: " + name + "\ndata: " + text(data) + "\n\n");
  }

  public static byte[] keepAlive() {
    return bytes(KEEP_ALIVE);
  }

  private static String text(JsonNode data) {
    try {
      return JSON.writeValueAsString(data);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree can always be written", impossible);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
