package io.bactrian.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/**
 * One message of a conversation as the APIs of local models cut it: other than with Converse, the
 * system prompt is a message, and so is every result of a tool.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param result the call of a tool that this answers; only with role {@code tool}
 */
record Turn(
    String role,
    String text,
    List<ImageBlock> images,
    List<ToolUseBlock> calls,
    Optional<ToolUseBlock> result) {

  private static final String LINE = "\n";

  /** All messages in order. Reasoning of another model and marks for its cache are left out. */
  static List<Turn> of(ConverseRequest question) {
    List<Turn> turns = new ArrayList<>();
    List<String> system =
        question.system().stream().flatMap(block -> systemText(block).stream()).toList();
    if (!system.isEmpty()) {
      turns.add(said("system", String.join(LINE, system)));
    }
    Map<String, ToolUseBlock> calls = new HashMap<>();
    for (Message message : question.messages()) {
      addResults(message, calls, turns);
      addSaid(message, calls, turns);
    }
    return turns;
  }

  private static Turn said(String role, String text) {
    return new Turn(role, text, List.of(), List.of(), Optional.empty());
  }

  private static Optional<String> systemText(SystemContentBlock block) {
    if (block.guardContent() != null && block.guardContent().text() != null) {
      return Optional.of(block.guardContent().text().text());
    }
    return Optional.ofNullable(block.text());
  }

  /** Before what the user says besides: they must follow the calls that they answer. */
  private static void addResults(
      Message message, Map<String, ToolUseBlock> calls, List<Turn> turns) {
    for (ContentBlock block : message.content()) {
      if (block.toolResult() != null) {
        ToolResultBlock result = block.toolResult();
        ToolUseBlock call =
            calls.getOrDefault(
                result.toolUseId(), ToolUseBlock.builder().toolUseId(result.toolUseId()).build());
        turns.add(new Turn("tool", ToolTexts.of(result), List.of(), List.of(), Optional.of(call)));
      }
    }
  }

  private static void addSaid(Message message, Map<String, ToolUseBlock> calls, List<Turn> turns) {
    List<String> texts = new ArrayList<>();
    List<ImageBlock> images = new ArrayList<>();
    List<ToolUseBlock> uses = new ArrayList<>();
    for (ContentBlock block : message.content()) {
      switch (block.type()) {
        case TEXT -> texts.add(block.text());
        case GUARD_CONTENT -> texts.add(block.guardContent().text().text());
        case IMAGE -> images.add(block.image());
        case TOOL_USE -> {
          uses.add(block.toolUse());
          calls.put(block.toolUse().toolUseId(), block.toolUse());
        }
        default -> {}
      }
    }
    if (!texts.isEmpty() || !images.isEmpty() || !uses.isEmpty()) {
      boolean isAssistant = message.role() == ConversationRole.ASSISTANT;
      turns.add(
          new Turn(
              isAssistant ? "assistant" : "user",
              String.join(LINE, texts),
              images,
              uses,
              Optional.empty()));
    }
  }
}
