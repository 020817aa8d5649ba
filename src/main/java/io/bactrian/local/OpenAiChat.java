package io.bactrian.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/** The API of OpenAI, in the part that local servers have of it. */
final class OpenAiChat implements ChatApi {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DATA = "data:";
  private static final String DONE = "[DONE]";

  /** The base addresses that OpenAI's own clients take end with the version. */
  @Override
  public URI endpoint(URI base) {
    String root = base.toString().replaceFirst("/+$", "");
    return URI.create(root + (root.endsWith("/v1") ? "" : "/v1") + "/chat/completions");
  }

  @Override
  public boolean canSay(ConverseRequest question) {
    return true;
  }

  @Override
  public ObjectNode request(ConverseRequest question, String model, boolean streamed) {
    ObjectNode body = JSON.objectNode().put("model", model).put("stream", streamed);
    if (streamed) {
      body.putObject("stream_options").put("include_usage", true);
    }
    ArrayNode messages = body.putArray("messages");
    Turn.of(question).forEach(turn -> messages.add(message(turn)));
    addInference(question.inferenceConfig(), body);
    ToolTexts.tools(question)
        .ifPresent(
            tools -> {
              body.set("tools", tools);
              choice(question.toolConfig().toolChoice())
                  .ifPresent(choice -> body.set("tool_choice", choice));
            });
    ToolTexts.answerSchema(question)
        .ifPresent(
            schema ->
                body.putObject("response_format")
                    .put("type", "json_schema")
                    .set("json_schema", schema));
    return body;
  }

  @Override
  public Optional<String> json(String line) {
    if (!line.startsWith(DATA)) {
      return Optional.empty();
    }
    String data = line.substring(DATA.length()).strip();
    return data.isEmpty() || data.equals(DONE) ? Optional.empty() : Optional.of(data);
  }

  @Override
  public boolean isLast(String line) {
    return line.startsWith(DATA) && line.substring(DATA.length()).strip().equals(DONE);
  }

  @Override
  public void read(JsonNode piece, AnswerEvents answer) {
    OpenAiPieces.read(piece, answer);
  }

  private static ObjectNode message(Turn turn) {
    ObjectNode message = JSON.objectNode().put("role", turn.role());
    if (turn.images().isEmpty()) {
      message.put("content", turn.text());
    } else {
      ArrayNode parts = message.putArray("content");
      if (!turn.text().isEmpty()) {
        parts.addObject().put("type", "text").put("text", turn.text());
      }
      turn.images().forEach(image -> addImage(image, parts));
    }
    turn.result().ifPresent(call -> message.put("tool_call_id", call.toolUseId()));
    if (!turn.calls().isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      turn.calls().forEach(call -> addCall(call, calls));
    }
    return message;
  }

  private static void addImage(ImageBlock image, ArrayNode parts) {
    String data = Base64.getEncoder().encodeToString(image.source().bytes().asByteArrayUnsafe());
    parts
        .addObject()
        .put("type", "image_url")
        .putObject("image_url")
        .put("url", "data:image/" + image.formatAsString() + ";base64," + data);
  }

  private static void addCall(ToolUseBlock call, ArrayNode calls) {
    calls
        .addObject()
        .put("id", call.toolUseId())
        .put("type", "function")
        .putObject("function")
        .put("name", call.name())
        .put("arguments", ToolTexts.arguments(call).toString());
  }

  private static void addInference(InferenceConfiguration asked, ObjectNode body) {
    if (asked == null) {
      return;
    }
    if (asked.maxTokens() != null) {
      body.put("max_tokens", asked.maxTokens());
    }
    if (asked.temperature() != null) {
      body.put("temperature", asked.temperature());
    }
    if (asked.topP() != null) {
      body.put("top_p", asked.topP());
    }
    for (String stop : asked.stopSequences()) {
      body.withArray("stop").add(stop);
    }
  }

  private static Optional<JsonNode> choice(ToolChoice asked) {
    if (asked == null) {
      return Optional.empty();
    }
    return switch (asked.type()) {
      case AUTO -> Optional.of(JSON.textNode("auto"));
      case ANY -> Optional.of(JSON.textNode("required"));
      case TOOL -> {
        ObjectNode choice = JSON.objectNode().put("type", "function");
        choice.putObject("function").put("name", asked.tool().name());
        yield Optional.of(choice);
      }
      default -> Optional.empty();
    };
  }
}
