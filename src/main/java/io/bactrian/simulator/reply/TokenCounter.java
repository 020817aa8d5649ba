package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.simulator.wire.RequestRejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Answers CountTokens. */
final class TokenCounter {

  private final ObjectMapper json;
  private final InvokeFormats formats;

  TokenCounter(ObjectMapper json) {
    this.json = json;
    this.formats = new InvokeFormats(json);
  }

  /**
   * @throws RequestRejected if the input is not exactly one of converse and invokeModel, or if that
   *     request itself would be refused
   */
  byte[] count(String modelId, JsonNode request) {
    JsonNode input = Members.structure(request, "input");
    if (input == null) {
      throw RequestRejected.validation(
          "1 validation error detected: Value 'null' at 'input' failed to satisfy constraint:"
              + " Member must not be null");
    }
    JsonNode converse = Members.structure(input, "converse");
    JsonNode invoke = Members.structure(input, "invokeModel");
    if ((converse == null) == (invoke == null)) {
      throw RequestRejected.validation(
          "The input must have exactly one of the members converse and invokeModel.");
    }
    int tokens =
        converse == null
            ? invokeTokens(modelId, invoke)
            : ConverseRequest.read(modelId, converse).inputTokens();
    return ("{\"inputTokens\":" + tokens + "}").getBytes(StandardCharsets.UTF_8);
  }

  private int invokeTokens(String modelId, JsonNode invoke) {
    try {
      byte[] body = Base64.getDecoder().decode(invoke.path("body").asText());
      JsonNode request = json.readTree(body);
      return formats.format(modelId, request).read(modelId, request).inputTokens();
    } catch (IOException | IllegalArgumentException e) {
      throw RequestRejected.validation(
          "Malformed input request, please reformat your input and try again.");
    }
  }
}
