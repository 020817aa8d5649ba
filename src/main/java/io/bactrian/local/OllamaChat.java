package io.bactrian.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ImageBlock;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/** The API of Ollama. A stream has a line of JSON for each piece, the last one with totals. */
final class OllamaChat implements ChatApi {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Override
  public URI endpoint(URI base) {
    return URI.create(base.toString().replaceFirst("/+$", "") + "/api/chat");
  }

  /** It cannot be told that a tool must be called. */
  @Override
  public boolean canSay(ConverseRequest question) {
    ToolChoice choice = question.toolConfig() == null ? null : question.toolConfig().toolChoice();
    return choice == null || choice.type() == ToolChoice.Type.AUTO;
  }

  @Override
  public ObjectNode request(ConverseRequest question, String model, boolean streamed) {
    ObjectNode body = JSON.objectNode().put("model", model).put("stream", streamed);
    ArrayNode messages = body.putArray("messages");
    Turn.of(question).forEach(turn -> messages.add(message(turn)));
    ToolTexts.tools(question).ifPresent(tools -> body.set("tools", tools));
    ToolTexts.answerSchema(question).ifPresent(schema -> body.set("format", schema.path("schema")));
    addOptions(question.inferenceConfig(), body);
    return body;
  }

  @Override
  public Optional<String> json(String line) {
    return line.isBlank() ? Optional.empty() : Optional.of(line);
  }

  /** The piece that ends the answer is the last one, and may come in any line. */
  @Override
  public boolean isLast(String line) {
    return true;
  }

  @Override
  public void read(JsonNode piece, AnswerEvents answer) {
    if (piece.has("error")) {
      throw LocalFailures.told(piece.path("error"));
    }
    JsonNode message = piece.path("message");
    boolean done = piece.path("done").asBoolean();
    if (!message.isObject() && !done) {
      throw new CallFailed(FailureKind.TARGET_CORRUPT_REPLY, List.of(), "no message");
    }
    answer.text(message.path("content").asText(""));
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      int number = answer.nextCall();
      answer.call(number, call.path("id").textValue(), function.path("name").textValue());
      answer.arguments(number, function.path("arguments").toString());
    }
    if (done) {
      answer.stop(reason(piece.path("done_reason").asText(), answer.hasCalls()));
      JsonNode input = piece.path("prompt_eval_count");
      JsonNode output = piece.path("eval_count");
      if (input.isInt() && output.isInt()) {
        answer.usage(input.intValue(), 0, output.intValue());
      }
    }
  }

  private static StopReason reason(String said, boolean hasCalls) {
    if (said.equals("length")) {
      return StopReason.MAX_TOKENS;
    }
    return hasCalls ? StopReason.TOOL_USE : StopReason.END_TURN;
  }

  private static ObjectNode message(Turn turn) {
    ObjectNode message = JSON.objectNode().put("role", turn.role()).put("content", turn.text());
    for (ImageBlock image : turn.images()) {
      message
          .withArray("images")
          .add(Base64.getEncoder().encodeToString(image.source().bytes().asByteArrayUnsafe()));
    }
    for (ToolUseBlock call : turn.calls()) {
      ObjectNode function = message.withArray("tool_calls").addObject().putObject("function");
      function.put("name", call.name()).set("arguments", ToolTexts.arguments(call));
    }
    turn.result().ifPresent(call -> message.put("tool_name", call.name()));
    return message;
  }

  private static void addOptions(InferenceConfiguration asked, ObjectNode body) {
    if (asked == null) {
      return;
    }
    ObjectNode options = JSON.objectNode();
    if (asked.maxTokens() != null) {
      options.put("num_predict", asked.maxTokens());
    }
    if (asked.temperature() != null) {
      options.put("temperature", asked.temperature());
    }
    if (asked.topP() != null) {
      options.put("top_p", asked.topP());
    }
    for (String stop : asked.stopSequences()) {
      options.withArray("stop").add(stop);
    }
    if (!options.isEmpty()) {
      body.set("options", options);
    }
  }
}
