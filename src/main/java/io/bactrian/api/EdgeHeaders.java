package io.bactrian.api;

import io.bactrian.translator.Envelope;
import java.util.Optional;
import org.apache.camel.Message;

/** The two headers that the HTTP edge writes on every request, so that no client can forge them. */
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
}
