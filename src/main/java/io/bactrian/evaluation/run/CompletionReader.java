package io.bactrian.evaluation.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.function.LongSupplier;

/** Reads a streamed chat completion, or the error in its place, line by line as it comes. */
final class CompletionReader implements Flow.Subscriber<String> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATA = "data: ";
  private static final int LONGEST_ERROR = 10_000;

  private final LongSupplier nanoClock;
  private final StringBuilder answer = new StringBuilder();
  private final StringBuilder other = new StringBuilder();
  private OptionalLong firstContent = OptionalLong.empty();
  private String error;
  private boolean complete;
  private long inputTokens;
  private long outputTokens;

  CompletionReader(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.equals(DATA + "[DONE]")) {
      complete = true;
    } else if (line.startsWith(DATA)) {
      chunk(parsed(line.substring(DATA.length())));
    } else if (other.length() < LONGEST_ERROR) {
      other.append(line);
    }
  }

  @Override
  public void onError(Throwable failed) {
    // Whoever waits for the reply is told.
  }

  @Override
  public void onComplete() {
    // Only [DONE] says that the answer is whole.
  }

  private void chunk(JsonNode chunk) {
    String content = chunk.path("choices").path(0).path("delta").path("content").asText("");
    if (!content.isEmpty() && firstContent.isEmpty()) {
      firstContent = OptionalLong.of(nanoClock.getAsLong());
    }
    answer.append(content);
    if (chunk.path("usage").isObject()) {
      inputTokens = chunk.path("usage").path("prompt_tokens").asLong();
      outputTokens = chunk.path("usage").path("completion_tokens").asLong();
    }
    if (chunk.has("error")) {
      error = chunk.path("error").path("message").asText();
    }
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException notJson) {
      return JSON.createObjectNode();
    }
  }

  String answer() {
    return answer.toString();
  }

  /** By the clock; empty where no content came. */
  OptionalLong firstContent() {
    return firstContent;
  }

  long inputTokens() {
    return inputTokens;
  }

  long outputTokens() {
    return outputTokens;
  }

  /** Why a stream did not come to its end. */
  Optional<String> broken() {
    return complete
        ? Optional.empty()
        : Optional.of(error == null ? "the stream ended before its end" : error);
  }

  /** The message of an error that came in place of a stream. */
  String message() {
    return parsed(other.toString()).path("error").path("message").asText("no message");
  }
}
