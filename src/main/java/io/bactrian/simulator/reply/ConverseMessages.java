package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.wire.RequestRejected;
import java.util.HashSet;
import java.util.Set;

/** Bedrock's rules for the messages of Converse. */
final class ConverseMessages {

  private ConverseMessages() {}

  /**
   * @param messages the {@code messages} member, or null
   * @param toolsOffered whether the request has a {@code toolConfig}
   * @throws RequestRejected naming the message that breaks a rule
   */
  static void check(JsonNode messages, boolean toolsOffered) {
    String before = "assistant";
    Set<String> openToolUses = Set.of();
    int size = messages == null ? 0 : messages.size();
    for (int i = 0; i < size; i++) {
      JsonNode message = messages.get(i);
      String role = message.path("role").asText();
      if (!"system".equals(role)) {
        checkTurn(before, role, i);
        before = role;
      }
      checkContent(message.path("content"), i, toolsOffered);
      checkToolResults(openToolUses, message.path("content"), i);
      openToolUses = toolUses(message.path("content"));
    }
    if (size == 0) {
      throw mustStartWithUser();
    }
  }

  private static void checkTurn(String before, String role, int index) {
    if (index == 0 && !"user".equals(role)) {
      throw mustStartWithUser();
    }
    if (role.equals(before)) {
      throw RequestRejected.validation(
          "A conversation must alternate between user and assistant roles. Make sure the"
              + " conversation alternates between user and assistant roles and try again.");
    }
  }

  private static RequestRejected mustStartWithUser() {
    return RequestRejected.validation(
        "A conversation must start with a user message. Try again with a conversation that starts"
            + " with a user message.");
  }

  private static void checkContent(JsonNode content, int message, boolean toolsOffered) {
    if (content.isEmpty()) {
      throw RequestRejected.validation(
          "The content field in the Message object at messages."
              + message
              + " is empty. Add a ContentBlock object to the content field and try again.");
    }
    for (int i = 0; i < content.size(); i++) {
      JsonNode block = content.get(i);
      JsonNode text = Members.string(block, "text");
      if (text != null && text.textValue().isBlank()) {
        throw RequestRejected.validation(
            "The text field in the ContentBlock object at messages."
                + message
                + ".content."
                + i
                + " is blank. Add text to the text field, and try again.");
      }
      if (!toolsOffered && (block.has("toolUse") || block.has("toolResult"))) {
        throw RequestRejected.validation(
            "The toolConfig field must be defined when using toolUse and toolResult content"
                + " blocks.");
      }
    }
  }

  private static Set<String> toolUses(JsonNode content) {
    Set<String> ids = Set.of();
    for (JsonNode block : content) {
      if (block.has("toolUse")) {
        ids = new HashSet<>(ids);
        ids.add(block.get("toolUse").path("toolUseId").asText());
      }
    }
    return ids;
  }

  private static void checkToolResults(Set<String> expected, JsonNode content, int message) {
    Set<String> missing = new HashSet<>(expected);
    for (JsonNode block : content) {
      if (block.has("toolResult")) {
        String id = block.get("toolResult").path("toolUseId").asText();
        if (!expected.contains(id)) {
          throw RequestRejected.validation(
              "The number of toolResult blocks at messages."
                  + message
                  + ".content exceeds the number of toolUse blocks of previous turn.");
        }
        missing.remove(id);
      }
    }
    if (!missing.isEmpty()) {
      throw RequestRejected.validation(
          "Expected toolResult blocks at messages."
              + message
              + ".content for the following Ids: "
              + String.join(", ", missing.stream().sorted().toList()));
    }
  }
}
