package io.bactrian.translator.openai;

import static software.amazon.awssdk.services.bedrockruntime.model.ConversationRole.ASSISTANT;
import static software.amazon.awssdk.services.bedrockruntime.model.ConversationRole.USER;

import io.bactrian.translator.Conversation;
import io.bactrian.translator.RequestObject;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;

/** Reads the messages of one request, in order, into its conversation. */
final class MessageReader {

  private static final List<String> ROLES =
      List.of("system", "developer", "user", "assistant", "tool");
  private static final List<String> TEXT = List.of("text");
  private static final List<String> USER_PARTS = List.of("text", "image_url", "file");
  private static final List<String> ASSISTANT_PARTS = List.of("text", "refusal");
  private static final List<String> UNMAPPED_OF_ASSISTANT =
      List.of("name", "audio", "annotations", "function_call");

  private final Conversation conversation;
  private final PartReader parts = new PartReader();

  MessageReader(Conversation conversation) {
    this.conversation = conversation;
  }

  void read(RequestObject message) {
    switch (message.oneOf("role", ROLES)) {
      case "user" -> conversation.say(USER, spoken(message, USER_PARTS));
      case "assistant" -> conversation.say(ASSISTANT, assistant(message));
      case "tool" -> conversation.say(USER, toolResult(message));
      default -> conversation.instruct(spoken(message, TEXT));
    }
  }

  private List<ContentBlock> spoken(RequestObject message, List<String> types) {
    message.only("role", "content", "name", "cache_control");
    UnmappedFields.refuse(message, "name");
    List<ContentBlock> blocks = parts.required(message, types);
    CachePoints.append(message, blocks);
    return blocks;
  }

  private List<ContentBlock> assistant(RequestObject message) {
    message.only(
        "role",
        "content",
        "refusal",
        "tool_calls",
        "reasoning_content",
        "thinking_blocks",
        "name",
        "audio",
        "annotations",
        "function_call",
        "cache_control");
    UNMAPPED_OF_ASSISTANT.forEach(name -> UnmappedFields.refuse(message, name));
    // Reasoning comes first: models refuse it after what it led to.
    List<ContentBlock> blocks = new ArrayList<>(ThinkingBlocks.read(message));
    blocks.addAll(parts.optional(message, ASSISTANT_PARTS));
    message
        .optionalText("refusal")
        .filter(said -> !said.isBlank())
        .map(ContentBlock::fromText)
        .ifPresent(blocks::add);
    message.objects("tool_calls").stream().map(ToolCalls::read).forEach(blocks::add);
    CachePoints.append(message, blocks);
    return blocks;
  }

  private List<ContentBlock> toolResult(RequestObject message) {
    message.only("role", "content", "tool_call_id", "name", "cache_control");
    UnmappedFields.refuse(message, "name");
    List<ToolResultContentBlock> content = new ArrayList<>();
    List<ContentBlock> cachePoints = new ArrayList<>();
    for (ContentBlock block : parts.required(message, TEXT)) {
      if (block.text() == null) {
        // Within a result there can be none; after it, it covers as much.
        cachePoints.add(block);
      } else {
        content.add(ToolResultContentBlock.fromText(block.text()));
      }
    }
    String id = ToolCalls.id(message, "tool_call_id");
    List<ContentBlock> blocks = new ArrayList<>();
    blocks.add(
        ContentBlock.fromToolResult(
            ToolResultBlock.builder().toolUseId(id).content(content).build()));
    CachePoints.append(message, cachePoints.isEmpty() ? blocks : cachePoints);
    cachePoints.stream().limit(1).forEach(blocks::add);
    return blocks;
  }
}
