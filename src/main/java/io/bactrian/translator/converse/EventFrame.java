package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Encodes messages of {@code application/vnd.amazon.eventstream} with a JSON payload. */
final class EventFrame {

  private EventFrame() {}

  static byte[] event(String eventType, byte[] json) {
    return encoded(":event-type", eventType, "event", json);
  }

  static byte[] exception(String exceptionType, byte[] json) {
    return encoded(":exception-type", exceptionType, "exception", json);
  }

  static byte[] json(JsonNode payload) {
    return payload.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encoded(String typeHeader, String type, String messageType, byte[] json) {
    // In Bedrock's order, which some clients rely on.
    Map<String, HeaderValue> headers = LinkedHashMap.newLinkedHashMap(3);
    headers.put(typeHeader, HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    headers.put(":message-type", HeaderValue.fromString(messageType));
    ByteBuffer frame = new Message(headers, json).toByteBuffer();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }
}
