package io.bactrian.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * What is understood of answers in a model's own format, whole or in chunks: why they ended, and
 * what they cost. Known are the formats of Anthropic, Amazon Nova and Amazon Titan; of others
 * nothing is known, and nothing is guessed.
 */
final class NativeAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PREFIX = "x-amzn-bedrock-";
  private static final String INPUT = PREFIX + "input-token-count";
  private static final String OUTPUT = PREFIX + "output-token-count";
  private static final String CACHE_READ = PREFIX + "cache-read-input-token-count";
  private static final String CACHE_WRITE = PREFIX + "cache-write-input-token-count";

  private NativeAnswers() {}

  /**
   * A whole answer, with the token counts that Bedrock tells in headers.
   *
   * @throws UnusableReply when it is empty
   */
  static Answer.Invoked whole(InvokeModelResponse response, SdkHttpResponse http) {
    byte[] bytes = response.body() == null ? new byte[0] : response.body().asByteArrayUnsafe();
    if (bytes.length == 0) {
      throw new UnusableReply("no body");
    }
    JsonNode body = read(bytes);
    Optional<StopReason> stopReason = stopReason(body);
    if (isWithoutContent(body) && stopReason.filter(EmptyAnswers::isExplainedBy).isEmpty()) {
      throw new UnusableReply("no content");
    }
    return new Answer.Invoked(
        response, bedrocks(http), stopReason, counted(http).or(() -> usage(body)));
  }

  /** Missing when it is no JSON. */
  static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException unreadable) {
      return JSON.missingNode();
    }
  }

  static Optional<StopReason> stopReason(JsonNode body) {
    return Stream.of(
            body.path("stop_reason"),
            body.path("delta").path("stop_reason"),
            body.path("stopReason"),
            body.path("messageStop").path("stopReason"),
            body.path("completionReason"),
            body.path("results").path(0).path("completionReason"))
        .filter(JsonNode::isTextual)
        .findFirst()
        .map(JsonNode::textValue)
        .map(NativeAnswers::inConversesWords);
  }

  /** Anthropic's and Nova's bodies, and the metrics that Bedrock adds to the last chunk of all. */
  static Optional<Answer.Usage> usage(JsonNode body) {
    JsonNode metrics = body.path("amazon-bedrock-invocationMetrics");
    JsonNode usage = body.path("usage");
    if (metrics.has("inputTokenCount")) {
      return usage(metrics, "inputTokenCount", "outputTokenCount", "InputTokenCount");
    }
    if (usage.has("input_tokens")) {
      return Optional.of(
          new Answer.Usage(
              usage.path("input_tokens").asLong(),
              usage.path("output_tokens").asLong(),
              usage.path("cache_read_input_tokens").asLong(),
              usage.path("cache_creation_input_tokens").asLong()));
    }
    return usage.has("inputTokens")
        ? usage(usage, "inputTokens", "outputTokens", "InputTokenCount")
        : Optional.empty();
  }

  private static boolean isWithoutContent(JsonNode body) {
    if (body.path("type").asText().equals("message")) {
      return isEmpty(body.path("content"));
    }
    if (body.has("stopReason")) {
      return isEmpty(body.path("output").path("message").path("content"));
    }
    return body.has("inputTextTokenCount")
        && body.path("results").path(0).path("outputText").asText().isEmpty();
  }

  private static boolean isEmpty(JsonNode list) {
    return !list.isArray() || list.isEmpty();
  }

  private static Map<String, String> bedrocks(SdkHttpResponse http) {
    Map<String, String> headers = new HashMap<>();
    http.forEachHeader(
        (name, values) -> {
          if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            headers.put(name, values.getFirst());
          }
        });
    return headers;
  }

  private static Optional<Answer.Usage> counted(SdkHttpResponse http) {
    return http.firstMatchingHeader(INPUT).isPresent()
            && http.firstMatchingHeader(OUTPUT).isPresent()
        ? Optional.of(
            new Answer.Usage(
                number(http, INPUT),
                number(http, OUTPUT),
                number(http, CACHE_READ),
                number(http, CACHE_WRITE)))
        : Optional.empty();
  }

  private static long number(SdkHttpResponse http, String header) {
    try {
      return Long.parseLong(http.firstMatchingHeader(header).orElse("0"));
    } catch (NumberFormatException notBedrocks) {
      return 0;
    }
  }

  private static Optional<Answer.Usage> usage(
      JsonNode counts, String input, String output, String cached) {
    return Optional.of(
        new Answer.Usage(
            counts.path(input).asLong(),
            counts.path(output).asLong(),
            counts.path("cacheRead" + cached).asLong(),
            counts.path("cacheWrite" + cached).asLong()));
  }

  private static StopReason inConversesWords(String reason) {
    return switch (reason) {
      case "FINISH", "FINISHED" -> StopReason.END_TURN;
      case "LENGTH" -> StopReason.MAX_TOKENS;
      case "STOP_CRITERIA_MET" -> StopReason.STOP_SEQUENCE;
      case "CONTENT_FILTERED" -> StopReason.CONTENT_FILTERED;
      default -> StopReason.fromValue(reason);
    };
  }
}
