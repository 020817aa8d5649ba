package io.bactrian.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.translator.Reply;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts whole replies on their exchange. */
final class JsonReplies {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReplies() {}

  static void write(Exchange exchange, Reply reply) {
    write(exchange, reply, Map.of());
  }

  /** {@code headers}: what the gateway says besides the protocol. */
  static void write(Exchange exchange, Reply reply, Map<String, Object> headers) {
    Map<String, Object> all = new HashMap<>(headers);
    all.putAll(reply.headers());
    try {
      put(exchange, reply.status(), "application/json", JSON.writeValueAsBytes(reply.body()), all);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree can always be written", impossible);
    }
  }

  static void write(
      Exchange exchange, int status, String mediaType, byte[] body, Map<String, Object> headers) {
    put(exchange, status, mediaType, body, new HashMap<>(headers));
  }

  /** {@code headers} become the message's own. */
  private static void put(
      Exchange exchange, int status, String mediaType, byte[] body, Map<String, Object> headers) {
    headers.put(Exchange.HTTP_RESPONSE_CODE, status);
    headers.put(Exchange.CONTENT_TYPE, mediaType);
    Message message = exchange.getMessage();
    message.setHeaders(headers);
    // Of a ByteBuffer, unlike others, Camel knows the length: the reply is not chunked.
    message.setBody(ByteBuffer.wrap(body));
  }
}
