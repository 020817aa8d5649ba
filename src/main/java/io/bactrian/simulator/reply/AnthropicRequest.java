package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.wire.RequestRejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an Anthropic messages body. */
final class AnthropicRequest {

  private static final String VERSION = "bedrock-2023-05-31";

  private AnthropicRequest() {}

  /**
   * @throws RequestRejected if Bedrock would refuse the body
   */
  static Conversation read(String modelId, JsonNode body) {
    if (!VERSION.equals(body.path("anthropic_version").asText())) {
      throw RequestRejected.validation(
          "anthropic_version: must be " + VERSION + ", which is required");
    }
    JsonNode maxTokens = body.path("max_tokens");
    if (!maxTokens.isIntegralNumber()) {
      throw RequestRejected.validation("max_tokens: Field required");
    }
    if (maxTokens.longValue() < 1) {
      throw RequestRejected.validation(
          "max_tokens: " + maxTokens.asText() + " is less than the minimum of 1");
    }
    share(body, "temperature");
    share(body, "top_p");
    JsonNode messages = body.path("messages");
    AnthropicMessages.check(messages);
    JsonNode last = messages.get(messages.size() - 1).path("content");
    return new Conversation(
        text(last),
        ConverseRequest.hash(modelId, body) + body.path("tools").hashCode(),
        Tokens.ofCharacters(characters(body)),
        maxTokens.asInt(),
        stopSequences(body.path("stop_sequences")),
        tools(body),
        holdsToolResult(last),
        Optional.empty(),
        Map.of());
  }

  private static void share(JsonNode body, String name) {
    JsonNode number = Members.optional(body, name);
    if (number != null
        && !(number.isNumber() && number.doubleValue() >= 0 && number.doubleValue() <= 1)) {
      throw RequestRejected.validation(name + ": range: 0..1");
    }
  }

  private static long characters(JsonNode body) {
    long characters = body.path("tools").isEmpty() ? 0 : body.get("tools").toString().length();
    for (JsonNode message : body.path("messages")) {
      characters += contentCharacters(message.path("content"));
    }
    return characters + contentCharacters(body.path("system"));
  }

  private static long contentCharacters(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue().length();
    }
    long characters = 0;
    for (JsonNode block : content) {
      characters += Tokens.characters(block);
    }
    return characters;
  }

  private static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode block : content) {
      if (block.path("text").isTextual()) {
        texts.add(block.get("text").textValue());
      }
    }
    return String.join(" ", texts);
  }

  private static boolean holdsToolResult(JsonNode content) {
    for (JsonNode block : content) {
      if ("tool_result".equals(block.path("type").asText())) {
        return true;
      }
    }
    return false;
  }

  private static List<String> stopSequences(JsonNode sequences) {
    List<String> texts = ConverseRequest.texts(sequences);
    if (texts.stream().anyMatch(String::isBlank)) {
      throw RequestRejected.validation(
          "stop_sequences: each stop sequence must contain non-whitespace");
    }
    return texts;
  }

  private static ToolOffer tools(JsonNode body) {
    List<Tool> tools = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      tools.add(new Tool(tool.path("name").asText(), tool.path("input_schema")));
    }
    if (tools.isEmpty()) {
      return ToolOffer.none();
    }
    JsonNode choice = body.path("tool_choice");
    return switch (choice.path("type").asText("auto")) {
      case "any" -> new ToolOffer(tools, ToolOffer.Choice.ANY, "");
      case "tool" -> new ToolOffer(tools, ToolOffer.Choice.NAMED, choice.path("name").asText());
      case "none" -> ToolOffer.none();
      default -> new ToolOffer(tools, ToolOffer.Choice.AUTO, "");
    };
  }
}
