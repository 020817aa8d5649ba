package io.bactrian.translator;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import java.util.List;
import java.util.Map;

/** One protocol that clients speak, as pure functions to and from the canonical call. */
public interface WireFormat {

  /** Name of the protocol in metrics, logs and cache keys. */
  String api();

  /** The request headers that belong to the question; all others are nobody's business. */
  default List<String> requestHeaders() {
    return List.of();
  }

  /**
   * Reads a request.
   *
   * @throws InvalidRequest when the body is not a valid request of this protocol
   */
  GatewayCall read(JsonNode body, Envelope envelope);

  /** Writes the reply to a call that has a whole outcome. */
  Reply write(GatewayCall call);

  /** Begins a stream for a call that wants one. */
  default StreamWriter stream(GatewayCall call) {
    throw new InvalidRequest("this endpoint does not stream");
  }

  /** Headers of the protocol that every reply has, streams and errors too. */
  default Map<String, String> headers(String requestId) {
    return Map.of();
  }

  /** Writes the error of a request that is no call, in the protocol's own shape. */
  Reply error(FailureKind kind, String message, String requestId);
}
