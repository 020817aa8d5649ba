package io.bactrian.translator.anthropic;

import io.bactrian.translator.CacheControl;
import io.bactrian.translator.RequestObject;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/** Reads what was said so far: the messages and the system prompt. */
final class Conversation {

  private Conversation() {}

  /**
   * The messages, with neighbours of one role joined: Bedrock wants the roles to alternate, and all
   * results of one turn's tools together.
   */
  static List<Message> messages(RequestObject body) {
    var blocks = new ContentBlocks();
    List<Message> messages = new ArrayList<>();
    for (RequestObject message : body.objects("messages")) {
      message.only("role", "content");
      String role = message.oneOf("role", "user", "assistant");
      if (!message.has("content")) {
        throw message.missing("content");
      }
      List<ContentBlock> content = blocks.read(message.blocks("content"));
      if (!content.isEmpty()) {
        append(messages, role, content);
      }
    }
    if (messages.isEmpty()) {
      throw body.refused("messages", "must hold at least one message that is not blank");
    }
    return messages;
  }

  private static void append(List<Message> messages, String role, List<ContentBlock> content) {
    List<ContentBlock> joined = new ArrayList<>();
    if (!messages.isEmpty() && messages.getLast().roleAsString().equals(role)) {
      joined.addAll(messages.removeLast().content());
    }
    joined.addAll(content);
    messages.add(Message.builder().role(role).content(joined).build());
  }

  /** The system prompt, a string or text blocks; empty where there is none. */
  static List<SystemContentBlock> system(RequestObject body) {
    List<SystemContentBlock> system = new ArrayList<>();
    for (RequestObject block : body.blocks("system")) {
      block.oneOf("type", "text");
      if (!Texts.isBlank(block)) {
        system.add(SystemContentBlock.fromText(Texts.read(block)));
        CacheControl.of(block).map(SystemContentBlock::fromCachePoint).ifPresent(system::add);
      }
    }
    return system;
  }
}
