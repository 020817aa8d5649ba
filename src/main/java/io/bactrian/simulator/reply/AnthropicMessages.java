package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.wire.RequestRejected;

/** The rules of Anthropic models for the messages of a body. */
final class AnthropicMessages {

  private AnthropicMessages() {}

  /**
   * @throws RequestRejected naming the message that breaks a rule
   */
  static void check(JsonNode messages) {
    if (!messages.isArray() || messages.isEmpty()) {
      throw RequestRejected.validation("messages: at least one message is required");
    }
    String before = "";
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      String role = message.path("role").asText();
      if (i == 0 && !"user".equals(role)) {
        throw RequestRejected.validation("messages: first message must use the \"user\" role");
      }
      if (!"user".equals(role) && !"assistant".equals(role)) {
        throw RequestRejected.validation(
            "messages." + i + ".role: Input should be 'user' or 'assistant'");
      }
      if (role.equals(before)) {
        throw RequestRejected.validation(
            "messages: roles must alternate between \"user\" and \"assistant\", but found multiple"
                + " \""
                + role
                + "\" roles in a row");
      }
      checkContent(message.path("content"), i);
      before = role;
    }
  }

  private static void checkContent(JsonNode content, int message) {
    if (content.isMissingNode() || content.isArray() && content.isEmpty()) {
      throw RequestRejected.validation("messages." + message + ": content must be non-empty");
    }
    boolean blank = content.isTextual() && content.textValue().isBlank();
    for (JsonNode block : content) {
      JsonNode text = block.path("text");
      blank |= text.isTextual() && text.textValue().isBlank();
    }
    if (blank) {
      throw RequestRejected.validation(
          "messages: text content blocks must contain non-whitespace text");
    }
  }
}
