package io.bactrian.translator.anthropic;

import io.bactrian.translator.Conversation;
import io.bactrian.translator.RequestObject;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;

/** Reads what was said so far: the messages, and the system prompt, a string or text blocks. */
final class ConversationReader {

  private ConversationReader() {}

  static Conversation read(RequestObject body) {
    var conversation = new Conversation();
    var blocks = new ContentBlocks();
    for (RequestObject message : body.objects("messages")) {
      message.only("role", "content");
      var role = ConversationRole.fromValue(message.oneOf("role", "user", "assistant"));
      if (!message.has("content")) {
        throw message.missing("content");
      }
      conversation.say(role, blocks.read(message.blocks("content")));
    }
    if (conversation.isEmpty()) {
      throw body.refused("messages", "must hold at least one message that is not blank");
    }
    for (RequestObject block : body.blocks("system")) {
      block.oneOf("type", "text");
      conversation.instruct(blocks.read(List.of(block)));
    }
    return conversation;
  }
}
