package io.bactrian.translator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The status, body and the protocol's headers of a reply, before the gateway adds its own. */
public record Reply(int status, JsonNode body, Map<String, String> headers) {

  public Reply {
    headers = Map.copyOf(headers);
  }

  public Reply(int status, JsonNode body) {
    this(status, body, Map.of());
  }
}
