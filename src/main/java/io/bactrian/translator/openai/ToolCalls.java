package io.bactrian.translator.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.DocumentJson;
import io.bactrian.translator.RequestObject;
import io.bactrian.translator.ToolSyntax;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/** The tools that an assistant called: OpenAI has their arguments as a string of JSON. */
final class ToolCalls {

  private static final ObjectMapper ARGUMENTS =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private ToolCalls() {}

  static ContentBlock read(RequestObject call) {
    // Clients that put a call together from a stream leave its index in it.
    call.only("id", "type", "function", "index").oneOf("type", "function");
    RequestObject function = call.object("function").only("name", "arguments");
    return ContentBlock.fromToolUse(
        ToolUseBlock.builder()
            .toolUseId(id(call, "id"))
            .name(name(function))
            .input(DocumentJson.read(arguments(function)))
            .build());
  }

  static String id(RequestObject owner, String field) {
    String id = owner.nonBlankText(field);
    if (!ToolSyntax.ID.matcher(id).matches()) {
      throw owner.refused(field, "must be 1 to 64 letters, digits, underscores, points, : and -");
    }
    return id;
  }

  /** The name of a function. */
  static String name(RequestObject function) {
    String name = function.nonBlankText("name");
    if (!ToolSyntax.NAME.matcher(name).matches()) {
      throw function.refused("name", "must be 1 to 64 letters, digits, underscores and hyphens");
    }
    return name;
  }

  /** A tool that the model called, as OpenAI says it. */
  static ObjectNode write(ToolUseBlock use) {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.put("id", use.toolUseId());
    call.put("type", "function");
    String arguments = use.input() == null ? "{}" : DocumentJson.write(use.input()).toString();
    call.putObject("function").put("name", use.name()).put("arguments", arguments);
    return call;
  }

  private static JsonNode arguments(RequestObject function) {
    String json = function.optionalText("arguments").orElse("");
    try {
      JsonNode arguments = ARGUMENTS.readTree(json.isBlank() ? "{}" : json);
      if (arguments.isObject()) {
        return arguments;
      }
    } catch (JsonProcessingException notJson) {
      // The message would quote the arguments, and a caller knows what was sent.
    }
    throw function.refused("arguments", "must be a string that holds a JSON object");
  }
}
