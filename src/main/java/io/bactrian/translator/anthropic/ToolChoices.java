package io.bactrian.translator.anthropic;

import io.bactrian.translator.RequestObject;
import io.bactrian.translator.ToolSyntax;
import software.amazon.awssdk.services.bedrockruntime.model.AnyToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.AutoToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.SpecificToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.ToolChoice;

/** Reads {@code tool_choice} of a request. */
final class ToolChoices {

  private static final String FIELD = "tool_choice";

  private ToolChoices() {}

  /** Whether the model may use no tool, for which Converse has no word. */
  static boolean isNone(RequestObject body) {
    return body.optionalObject(FIELD)
        .map(choice -> choice.text("type").equals("none") && choice.only("type").has("type"))
        .orElse(false);
  }

  /** The choice; null where the request leaves it open. */
  static ToolChoice read(RequestObject body, boolean hasTools) {
    if (!body.has(FIELD)) {
      return null;
    }
    if (!hasTools) {
      throw body.refused(FIELD, "needs tools");
    }
    RequestObject choice = body.object(FIELD);
    String type = choice.oneOf("type", "auto", "any", "tool", "none");
    if (choice.flag("disable_parallel_tool_use")) {
      throw choice.refused("disable_parallel_tool_use", "is true, which Converse cannot do");
    }
    if (type.equals("tool")) {
      choice.only("type", "name", "disable_parallel_tool_use");
      return ToolChoice.fromTool(
          SpecificToolChoice.builder().name(choice.matching("name", ToolSyntax.NAME)).build());
    }
    choice.only("type", "disable_parallel_tool_use");
    return type.equals("any")
        ? ToolChoice.fromAny(AnyToolChoice.builder().build())
        : ToolChoice.fromAuto(AutoToolChoice.builder().build());
  }
}
