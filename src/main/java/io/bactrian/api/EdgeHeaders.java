package io.bactrian.api;

import io.bactrian.translator.Envelope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Message;

/**
 * The two headers that the HTTP edge writes on every request, so that no client can forge them, and
 * the few of a client's that belong to a question.
 */
final class EdgeHeaders {

  static final String REQUEST_ID = "x-request-id";

  /** Not the edge's: the routing makes it of the path, and no client's header comes in. */
  static final String PATH_MODEL = "modelId";

  static final String RECEIVED_NANOS = "x-bactrian-received-nanos";

  private EdgeHeaders() {}

  static Envelope envelope(Message message, String tenant) {
    return new Envelope(
        message.getHeader(REQUEST_ID, String.class),
        tenant,
        Long.parseLong(message.getHeader(RECEIVED_NANOS, String.class)),
        Optional.ofNullable(message.getHeader(PATH_MODEL, String.class)));
  }

  /** Those of the named headers that the client sent; the edge lets no others in. */
  static Map<String, String> of(Message message, List<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, String> sent = new HashMap<>();
    for (String name : names) {
      String value = message.getHeader(name, String.class);
      if (value != null) {
        sent.put(name, value);
      }
    }
    return sent;
  }
}
