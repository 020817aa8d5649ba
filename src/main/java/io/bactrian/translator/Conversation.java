package io.bactrian.translator;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/**
 * The system prompt and the turns of one request. Bedrock wants the turns of user and assistant to
 * alternate, and all results of one turn's tools together, so that messages of one side that follow
 * each other become one turn.
 */
public final class Conversation {

  private record Turn(ConversationRole role, List<ContentBlock> content) {}

  private final List<SystemContentBlock> system = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();

  /** Adds to the system prompt; there may be text and cache points. */
  public void instruct(List<ContentBlock> blocks) {
    for (ContentBlock block : blocks) {
      system.add(
          block.text() == null
              ? SystemContentBlock.fromCachePoint(block.cachePoint())
              : SystemContentBlock.fromText(block.text()));
    }
  }

  /** Adds what one side says; nothing, where that is nothing. */
  public void say(ConversationRole role, List<ContentBlock> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    if (turns.isEmpty() || turns.getLast().role() != role) {
      turns.add(new Turn(role, new ArrayList<>()));
    }
    turns.getLast().content().addAll(blocks);
  }

  public List<SystemContentBlock> system() {
    return system;
  }

  public List<Message> messages() {
    return turns.stream()
        .map(turn -> Message.builder().role(turn.role()).content(turn.content()).build())
        .toList();
  }

  /** Whether nobody says anything; there may be a system prompt. */
  public boolean isEmpty() {
    return turns.isEmpty();
  }

  /** Whether anybody speaks, and the user first. */
  public boolean isBegunByUser() {
    return !isEmpty() && turns.getFirst().role() == ConversationRole.USER;
  }

  /** Whether tools were called or answered: Bedrock then wants to know the tools. */
  public boolean holdsTools() {
    return turns.stream()
        .flatMap(turn -> turn.content().stream())
        .anyMatch(block -> block.toolUse() != null || block.toolResult() != null);
  }
}
