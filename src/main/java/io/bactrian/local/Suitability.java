package io.bactrian.local;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;

/** Whether a conversation makes sense outside of Bedrock. */
final class Suitability {

  private Suitability() {}

  /**
   * Not where a guardrail of Bedrock's must judge the answer, where a tool is one of Bedrock's own,
   * or where content has a form that no API of local models has.
   */
  static boolean of(ConverseRequest question) {
    return question.guardrailConfig() == null
        && !question.hasPromptVariables()
        && tools(question).stream().allMatch(tool -> tool.systemTool() == null)
        && question.messages().stream()
            .flatMap(message -> message.content().stream())
            .allMatch(Suitability::canBeSaid);
  }

  private static List<Tool> tools(ConverseRequest question) {
    return question.toolConfig() == null ? List.of() : question.toolConfig().tools();
  }

  private static boolean canBeSaid(ContentBlock block) {
    return switch (block.type()) {
      case TEXT, TOOL_USE, REASONING_CONTENT, CACHE_POINT -> true;
      case IMAGE -> isInline(block.image());
      case GUARD_CONTENT -> block.guardContent().text() != null;
      case TOOL_RESULT -> parts(block).allMatch(part -> part.text() != null || part.json() != null);
      default -> false;
    };
  }

  private static Stream<ToolResultContentBlock> parts(ContentBlock block) {
    return block.toolResult().content().stream();
  }

  private static boolean isInline(ImageBlock image) {
    return image.source() != null && image.source().bytes() != null;
  }
}
