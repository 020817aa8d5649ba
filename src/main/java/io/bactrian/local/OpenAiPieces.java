package io.bactrian.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * Reads a {@code chat.completion}, or a {@code chat.completion.chunk}: the one has a {@code
 * message} where the other has a {@code delta}. What a model thinks is left out.
 */
final class OpenAiPieces {

  private OpenAiPieces() {}

  static void read(JsonNode piece, AnswerEvents answer) {
    JsonNode error = piece.path("error");
    if (error.isObject() || error.isTextual()) {
      throw LocalFailures.told(error);
    }
    if (!piece.path("choices").isArray()) {
      throw new CallFailed(FailureKind.TARGET_CORRUPT_REPLY, List.of(), "no choices");
    }
    JsonNode choice = piece.path("choices").path(0);
    JsonNode said = choice.has("delta") ? choice.path("delta") : choice.path("message");
    answer.text(said.path("content").asText(""));
    int number = 0;
    for (JsonNode call : said.path("tool_calls")) {
      call(call, call.path("index").asInt(number), answer);
      number++;
    }
    if (choice.path("finish_reason").isTextual()) {
      answer.stop(reason(choice.path("finish_reason").textValue(), answer.hasCalls()));
    }
    usage(piece.path("usage"), answer);
  }

  private static void call(JsonNode call, int number, AnswerEvents answer) {
    JsonNode function = call.path("function");
    if (!answer.isIn(number)) {
      answer.call(number, call.path("id").textValue(), function.path("name").textValue());
    }
    JsonNode arguments = function.path("arguments");
    answer.arguments(number, arguments.isObject() ? arguments.toString() : arguments.asText(""));
  }

  /** Some servers say {@code stop} when a tool is called. */
  private static StopReason reason(String said, boolean hasCalls) {
    return switch (said) {
      case "length" -> StopReason.MAX_TOKENS;
      case "content_filter" -> StopReason.CONTENT_FILTERED;
      case "tool_calls", "function_call" -> StopReason.TOOL_USE;
      default -> hasCalls ? StopReason.TOOL_USE : StopReason.END_TURN;
    };
  }

  private static void usage(JsonNode told, AnswerEvents answer) {
    if (told.path("prompt_tokens").isInt() && told.path("completion_tokens").isInt()) {
      int cached = told.path("prompt_tokens_details").path("cached_tokens").asInt(0);
      int input = told.path("prompt_tokens").intValue();
      answer.usage(input, Math.clamp(cached, 0, input), told.path("completion_tokens").intValue());
    }
  }
}
