package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.wire.RequestRejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a Converse request body. */
final class ConverseRequest {

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private ConverseRequest() {}

  /**
   * @throws RequestRejected if Bedrock would refuse the body
   */
  static Conversation read(String modelId, JsonNode body) {
    Members.typed(body, body.isObject(), "a Structure");
    ConverseConstraints.check(body);
    JsonNode messages = body.get("messages");
    ConverseMessages.check(messages, Members.optional(body, "toolConfig") != null);
    JsonNode inference = body.path("inferenceConfig");
    JsonNode last = messages.get(messages.size() - 1).path("content");
    return new Conversation(
        text(last),
        hash(modelId, body),
        Tokens.ofCharacters(characters(body)),
        inference.path("maxTokens").asInt(Integer.MAX_VALUE),
        texts(inference.path("stopSequences")),
        tools(body.path("toolConfig")),
        holds(last, "toolResult"),
        Optional.empty(),
        echo(body));
  }

  /** The same for the same messages, system prompt and tools, in every run. */
  static long hash(String modelId, JsonNode body) {
    long hash = modelId.hashCode();
    for (String member : new String[] {"messages", "system", "toolConfig"}) {
      JsonNode value = body.get(member);
      hash = (hash + (value == null ? 0 : value.hashCode())) * SPREAD;
    }
    return hash;
  }

  static long characters(JsonNode body) {
    long characters = 0;
    for (JsonNode message : body.path("messages")) {
      for (JsonNode block : message.path("content")) {
        characters += Tokens.characters(block);
      }
    }
    for (JsonNode block : body.path("system")) {
      characters += Tokens.characters(block);
    }
    JsonNode tools = Members.optional(body, "toolConfig");
    return tools == null ? characters : characters + tools.toString().length();
  }

  private static String text(JsonNode content) {
    String whole = "";
    for (JsonNode block : content) {
      String text = block.path("text").asText();
      whole = whole.isEmpty() ? text : text.isEmpty() ? whole : whole + " " + text;
    }
    return whole;
  }

  private static boolean holds(JsonNode content, String member) {
    for (JsonNode block : content) {
      if (block.has(member)) {
        return true;
      }
    }
    return false;
  }

  static List<String> texts(JsonNode array) {
    if (array.isEmpty()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(array.size());
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static ToolOffer tools(JsonNode toolConfig) {
    if (toolConfig.path("tools").isEmpty()) {
      return ToolOffer.none();
    }
    List<Tool> tools = new ArrayList<>();
    for (JsonNode tool : toolConfig.get("tools")) {
      JsonNode spec = tool.get("toolSpec");
      if (spec != null) {
        tools.add(new Tool(spec.get("name").asText(), spec.path("inputSchema").path("json")));
      }
    }
    JsonNode choice = toolConfig.path("toolChoice");
    if (choice.has("any")) {
      return new ToolOffer(tools, ToolOffer.Choice.ANY, "");
    }
    String named = choice.path("tool").path("name").asText();
    if (named.isEmpty()) {
      return new ToolOffer(tools, ToolOffer.Choice.AUTO, "");
    }
    if (tools.stream().noneMatch(tool -> tool.name().equals(named))) {
      throw RequestRejected.validation(
          "The tool choice " + named + " does not match the name of a tool in toolConfig.tools.");
    }
    return new ToolOffer(tools, ToolOffer.Choice.NAMED, named);
  }

  private static Map<String, JsonNode> echo(JsonNode body) {
    if (!body.has("performanceConfig") && !body.has("serviceTier")) {
      return Map.of();
    }
    Map<String, JsonNode> echo = new LinkedHashMap<>();
    for (String member : new String[] {"performanceConfig", "serviceTier"}) {
      if (body.path(member).isObject()) {
        echo.put(member, body.get(member));
      }
    }
    return echo;
  }
}
