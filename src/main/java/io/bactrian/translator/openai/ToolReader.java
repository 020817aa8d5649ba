package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.DocumentJson;
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
  static Optional<ToolConfiguration> read(Fields body, boolean needed) {
    List<Tool> tools = tools(body);
    Optional<JsonNode> choice = body.get("tool_choice");
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

  private static void checkNoTools(Fields body, boolean needed, Optional<JsonNode> choice) {
    if (needed) {
      throw body.wrong("tools", "is required where messages call tools or answer them");
    }
    boolean harmless = choice.isEmpty() || List.of(NONE, "auto").contains(choice.get().asText());
    if (!harmless) {
      throw body.wrong("tool_choice", "must be none or auto where there are no tools");
    }
  }

  private static List<Tool> tools(Fields body) {
    List<Tool> tools = new ArrayList<>();
    for (Fields tool : body.objects("tools")) {
      tool.only("type", "function", "cache_control").choice("type", List.of("function"));
      tools.add(Tool.fromToolSpec(specification(tool.requiredObject("function"))));
      CachePoints.read(tool).map(Tool::fromCachePoint).ifPresent(tools::add);
    }
    return tools;
  }

  private static ToolSpecification specification(Fields function) {
    function.only("name", "description", "parameters", "strict");
    ToolSpecification.Builder specification =
        ToolSpecification.builder()
            .name(ToolCalls.name(function))
            .inputSchema(ToolInputSchema.fromJson(DocumentJson.read(schema(function))));
    function
        .string("description")
        .filter(description -> !description.isBlank())
        .ifPresent(specification::description);
    if (function.flag("strict")) {
      specification.strict(true);
    }
    return specification.build();
  }

  /** Without parameters a function has none; Bedrock wants that said. */
  private static JsonNode schema(Fields function) {
    function.object("parameters");
    return function
        .get("parameters")
        .filter(parameters -> !parameters.isEmpty())
        .orElseGet(
            () -> {
              ObjectNode nothing = JsonNodeFactory.instance.objectNode().put("type", "object");
              nothing.putObject("properties");
              return nothing;
            });
  }

  private static ToolChoice choice(Fields body, JsonNode wanted, List<Tool> tools) {
    if (wanted.isObject()) {
      return named(body.requiredObject("tool_choice"), tools);
    }
    return switch (wanted.asText()) {
      case "auto" -> ToolChoice.fromAuto(AutoToolChoice.builder().build());
      case "required" -> ToolChoice.fromAny(AnyToolChoice.builder().build());
      default ->
          throw body.wrong("tool_choice", "must be auto, none, required or a named function");
    };
  }

  private static ToolChoice named(Fields choice, List<Tool> tools) {
    choice.only("type", "function").choice("type", List.of("function"));
    Fields function = choice.requiredObject("function").only("name");
    String name = function.text("name");
    boolean known =
        tools.stream()
            .anyMatch(tool -> tool.toolSpec() != null && tool.toolSpec().name().equals(name));
    if (!known) {
      throw function.wrong("name", "must be the name of one of the tools");
    }
    return ToolChoice.fromTool(SpecificToolChoice.builder().name(name).build());
  }
}
