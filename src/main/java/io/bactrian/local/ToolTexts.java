package io.bactrian.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.DocumentJson;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/** Tools, their calls and their results, as both APIs write them. */
final class ToolTexts {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ToolTexts() {}

  /** The tools that a model may call; empty when there are none. */
  static Optional<ArrayNode> tools(ConverseRequest question) {
    if (question.toolConfig() == null) {
      return Optional.empty();
    }
    ArrayNode tools = JSON.arrayNode();
    for (Tool tool : question.toolConfig().tools()) {
      if (tool.toolSpec() != null) {
        tools.add(declared(tool.toolSpec()));
      }
    }
    return tools.isEmpty() ? Optional.empty() : Optional.of(tools);
  }

  /** The input of a call, always an object. */
  static JsonNode arguments(ToolUseBlock call) {
    return call.input() == null ? JSON.objectNode() : DocumentJson.write(call.input());
  }

  /** What a tool returned; JSON is written out. */
  static String of(ToolResultBlock result) {
    return result.content().stream()
        .map(
            part ->
                part.json() == null
                    ? Optional.ofNullable(part.text()).orElse("")
                    : DocumentJson.write(part.json()).toString())
        .collect(Collectors.joining("\n"));
  }

  /** The JSON schema that an answer shall hold to, with the name that the caller gave it. */
  static Optional<ObjectNode> answerSchema(ConverseRequest question) {
    if (question.outputConfig() == null
        || question.outputConfig().textFormat() == null
        || question.outputConfig().textFormat().structure() == null) {
      return Optional.empty();
    }
    var schema = question.outputConfig().textFormat().structure().jsonSchema();
    return Optional.ofNullable(schema)
        .flatMap(asked -> DocumentJson.parse(asked.schema()))
        .map(
            document -> {
              ObjectNode named = JSON.objectNode();
              named.put("name", Optional.ofNullable(schema.name()).orElse("answer"));
              named.set("schema", DocumentJson.write(document));
              return named;
            });
  }

  private static ObjectNode declared(ToolSpecification spec) {
    ObjectNode tool = JSON.objectNode().put("type", "function");
    ObjectNode function = tool.putObject("function").put("name", spec.name());
    if (spec.description() != null) {
      function.put("description", spec.description());
    }
    if (spec.inputSchema() != null && spec.inputSchema().json() != null) {
      function.set("parameters", DocumentJson.write(spec.inputSchema().json()));
    }
    return tool;
  }
}
