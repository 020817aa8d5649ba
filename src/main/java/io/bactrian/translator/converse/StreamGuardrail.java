package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.InvalidRequest;

/**
 * The one member that ConverseStream has and Converse has not: {@code
 * guardrailConfig.streamProcessingMode}. A call is one question whether streamed or not, so only
 * Bedrock's default can be taken: with {@code async} the guardrail would judge text after the
 * caller has read it.
 */
final class StreamGuardrail {

  private static final String CONFIG = "guardrailConfig";
  private static final String MODE = "streamProcessingMode";
  private static final String DEFAULT = "sync";

  private StreamGuardrail() {}

  /**
   * The body as Converse would have it.
   *
   * @throws InvalidRequest when the mode is not {@code sync}
   */
  static JsonNode withoutMode(JsonNode body) {
    JsonNode config = body == null ? null : body.get(CONFIG);
    if (config == null || !config.has(MODE)) {
      return body;
    }
    JsonNode mode = config.get(MODE);
    if (!mode.isNull() && !DEFAULT.equals(mode.textValue())) {
      throw new InvalidRequest(
          "field '" + CONFIG + "." + MODE + "' must be '" + DEFAULT + "' where it is given");
    }
    ObjectNode plain = JsonNodeFactory.instance.objectNode();
    body.properties().forEach(member -> plain.set(member.getKey(), member.getValue()));
    ObjectNode plainConfig = plain.putObject(CONFIG);
    config.properties().forEach(member -> plainConfig.set(member.getKey(), member.getValue()));
    plainConfig.remove(MODE);
    return plain;
  }
}
