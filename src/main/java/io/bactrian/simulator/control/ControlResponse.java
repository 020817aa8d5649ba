package io.bactrian.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/** The status and the body of a reply of the control API. */
record ControlResponse(int status, Optional<JsonNode> body) {

  static ControlResponse of(int status, JsonNode body) {
    return new ControlResponse(status, Optional.of(body));
  }

  static ControlResponse noContent() {
    return new ControlResponse(204, Optional.empty());
  }

  static ControlResponse error(int status, String message) {
    return of(status, JsonNodeFactory.instance.objectNode().put("message", message));
  }
}
