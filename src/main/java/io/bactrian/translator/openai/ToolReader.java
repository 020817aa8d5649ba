package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.CacheControl;
import io.bactrian.translator.DocumentJson;
import io.bactrian.translator.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.AnyToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.AutoToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.SpecificToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;

/** Reads {@code tools} and {@code tool_choice}. */
final class ToolReader {

  private static final String NONE = "none";

  private ToolReader() {}

  /** {@code needed}: whether the conversation holds tools, which Bedrock must know then. */
  static Optional<ToolConfiguration> read(RequestObject body, boolean needed) {
    List<Tool> tools = tools(body);
    Optional<JsonNode> choice = body.member("tool_choice");
    boolean none = choice.isPresent() && NONE.equals(choice.get().textValue());
    if (tools.isEmpty()) {
      checkNoTools(body, needed, choice);
      return Optional.empty();
    }
    ToolConfiguration.Builder configuration = ToolConfiguration.builder().tools(tools);
    if (none) {
      return needed ? Optional.of(configuration.build()) : Optional.empty();
    }
    choice.ifPresent(wanted -> configuration.toolChoice(choice(body, wanted, tools)));
    return Optional.of(configuration.build());
  }

  private static void checkNoTools(RequestObject body, boolean needed, Optional<JsonNode> choice) {
    if (needed) {
      throw body.refused("tools", "is required where messages call tools or answer them");
    }
    boolean harmless = choice.isEmpty() || List.of(NONE, "auto").contains(choice.get().asText());
    if (!harmless) {
      throw body.refused("tool_choice", "must be none or auto where there are no tools");
    }
  }

  private static List<Tool> tools(RequestObject body) {
    List<Tool> tools = new ArrayList<>();
    for (RequestObject tool : body.objects("tools")) {
      tool.only("type", "function", "cache_control").oneOf("type", "function");
      tools.add(Tool.fromToolSpec(specification(tool.object("function"))));
      CacheControl.of(tool).map(Tool::fromCachePoint).ifPresent(tools::add);
    }
    return tools;
  }

  private static ToolSpecification specification(RequestObject function) {
    function.only("name", "description", "parameters", "strict");
    ToolSpecification.Builder specification =
        ToolSpecification.builder()
            .name(ToolCalls.name(function))
            .inputSchema(ToolInputSchema.fromJson(DocumentJson.read(schema(function))));
    function
        .optionalText("description")
        .filter(description -> !description.isBlank())
        .ifPresent(specification::description);
    if (function.flag("strict")) {
      specification.strict(true);
    }
    return specification.build();
  }

  /** Without parameters a function has none; Bedrock wants that said. */
  private static JsonNode schema(RequestObject function) {
    return function
        .optionalObject("parameters")
        .map(RequestObject::json)
        .filter(parameters -> !parameters.isEmpty())
        .orElseGet(
            () -> {
              ObjectNode nothing = JsonNodeFactory.instance.objectNode().put("type", "object");
              nothing.putObject("properties");
              return nothing;
            });
  }

  private static ToolChoice choice(RequestObject body, JsonNode wanted, List<Tool> tools) {
    if (wanted.isObject()) {
      return named(body.object("tool_choice"), tools);
    }
    return switch (wanted.asText()) {
      case "auto" -> ToolChoice.fromAuto(AutoToolChoice.builder().build());
      case "required" -> ToolChoice.fromAny(AnyToolChoice.builder().build());
      default ->
          throw body.refused("tool_choice", "must be auto, none, required or a named function");
    };
  }

  private static ToolChoice named(RequestObject choice, List<Tool> tools) {
    choice.only("type", "function").oneOf("type", "function");
    RequestObject function = choice.object("function").only("name");
    String name = function.nonBlankText("name");
    boolean known =
        tools.stream()
            .anyMatch(tool -> tool.toolSpec() != null && tool.toolSpec().name().equals(name));
    if (!known) {
      throw function.refused("name", "must be the name of one of the tools");
    }
    return ToolChoice.fromTool(SpecificToolChoice.builder().name(name).build());
  }
}
