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
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/** The tools that an assistant called: OpenAI has their arguments as a string of JSON. */
final class ToolCalls {

  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  private static final ObjectMapper ARGUMENTS =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private ToolCalls() {}

  static ContentBlock read(Fields call) {
    // Clients that put a call together from a stream leave its index in it.
    call.only("id", "type", "function", "index").choice("type", List.of("function"));
    Fields function = call.requiredObject("function").only("name", "arguments");
    return ContentBlock.fromToolUse(
        ToolUseBlock.builder()
            .toolUseId(id(call, "id"))
            .name(name(function))
            .input(DocumentJson.read(arguments(function)))
            .build());
  }

  static String id(Fields owner, String field) {
    String id = owner.text(field);
    if (!ID.matcher(id).matches()) {
      throw owner.wrong(field, "must be 1 to 64 letters, digits, underscores, points, : and -");
    }
    return id;
  }

  /** The name of a function. */
  static String name(Fields function) {
    String name = function.text("name");
    if (!NAME.matcher(name).matches()) {
      throw function.wrong("name", "must be 1 to 64 letters, digits, underscores and hyphens");
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

  private static JsonNode arguments(Fields function) {
    String json = function.string("arguments").orElse("");
    try {
      JsonNode arguments = ARGUMENTS.readTree(json.isBlank() ? "{}" : json);
      if (arguments.isObject()) {
        return arguments;
      }
    } catch (JsonProcessingException notJson) {
      // The message would quote the arguments, and a caller knows what was sent.
    }
    throw function.wrong("arguments", "must be a string that holds a JSON object");
  }
}
