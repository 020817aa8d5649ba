package io.bactrian.translator.anthropic;

import io.bactrian.translator.CacheControl;
import io.bactrian.translator.DocumentJson;
import io.bactrian.translator.RequestObject;
import io.bactrian.translator.ToolSyntax;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;

/** Reads {@code tools}. Tools that Anthropic's own servers run are refused by name. */
final class Tools {

  private Tools() {}

  /**
   * The tools and how they are chosen; null where the model shall see none. {@code needed}: whether
   * the conversation holds tools, which Bedrock must know then.
   */
  static ToolConfiguration read(RequestObject body, boolean needed) {
    List<Tool> tools = new ArrayList<>();
    for (RequestObject tool : body.objects("tools")) {
      tools.add(Tool.fromToolSpec(specification(tool)));
      CacheControl.of(tool).map(Tool::fromCachePoint).ifPresent(tools::add);
    }
    if (ToolChoices.isNone(body)) {
      // A model that sees no tools uses none, but Bedrock wants them with a history of their use.
      if (!tools.isEmpty() && needed) {
        throw body.refused(
            "tool_choice", "is none after messages with tool use; allowed: auto, any, tool");
      }
      return null;
    }
    ToolChoice choice = ToolChoices.read(body, !tools.isEmpty());
    return tools.isEmpty()
        ? null
        : ToolConfiguration.builder().tools(tools).toolChoice(choice).build();
  }

  private static ToolSpecification specification(RequestObject tool) {
    if (tool.has("type")) {
      tool.oneOf("type", "custom");
    }
    tool.only("type", "name", "description", "input_schema", "strict", CacheControl.FIELD);
    return ToolSpecification.builder()
        .name(tool.matching("name", ToolSyntax.NAME))
        // Bedrock wants a description that says something, or none.
        .description(tool.optionalText("description").filter(d -> !d.isBlank()).orElse(null))
        .inputSchema(
            ToolInputSchema.fromJson(DocumentJson.read(tool.object("input_schema").json())))
        .strict(tool.has("strict") ? tool.flag("strict") : null)
        .build();
  }
}
