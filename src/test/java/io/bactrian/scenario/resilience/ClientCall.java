package io.bactrian.scenario.resilience;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.scenario.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One request, and what became of it.
 *
 * @param phase in which it was sent
 * @param left whether its caller left on purpose
 * @param reply null where none came
 * @param problem null where a reply came
 */
record ClientCall(
    String id,
    String phase,
    long sentNanos,
    long endedNanos,
    boolean streamed,
    boolean left,
    Reply reply,
    Throwable problem) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether the reply is this request's own. */
  boolean accounted() {
    return reply != null && reply.header("x-request-id").equals(id);
  }

  /** A whole answer, whoever gave it. */
  boolean answered() {
    return reply != null
        && reply.status() == 200
        && (streamed ? reply.text().contains("data: [DONE]") : usage().has("total_tokens"));
  }

  /** No whole answer for a caller who waited for one. */
  boolean failed() {
    return !left && !answered();
  }

  /** A whole answer of a target of the asked model. */
  boolean live() {
    return answered() && reply.isLive();
  }

  /** A stream that had begun, and ended with the protocol's error. */
  boolean broken() {
    return reply != null
        && reply.status() == 200
        && streamed
        && !answered()
        && events().stream().anyMatch(event -> event.has("error"));
  }

  /** An honest refusal that says when to come back. */
  boolean refused() {
    return reply != null
        && (reply.status() == 503 || reply.status() == 429)
        && !reply.header("retry-after").isEmpty()
        && reply.body().path("error").path("message").isTextual();
  }

  /** What was tried for it, such as {@code us-east-1/claude-haiku=ok}. */
  List<String> attempts() {
    String told = reply == null ? "" : reply.attempts();
    return told.isEmpty() || told.equals("none") ? List.of() : Arrays.asList(told.split(", "));
  }

  /** The attempts that were sent: what a breaker or a cool-down held back was not. */
  long upstreamCalls() {
    return attempts().stream()
        .filter(attempt -> !attempt.endsWith("=target-not-permitted"))
        .count();
  }

  boolean servedIn(String region) {
    return reply != null && reply.servedBy().startsWith(region + "/");
  }

  /** Tokens of a whole live answer, in and out; else 0. */
  long tokens() {
    return live() || reply != null && answered() && reply.degraded().equals("model")
        ? usage().path("total_tokens").longValue()
        : 0;
  }

  long millis() {
    return (endedNanos - sentNanos) / 1_000_000;
  }

  /** The text of a stream, as far as it came. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (JsonNode event : events()) {
      text.append(event.path("choices").path(0).path("delta").path("content").asText(""));
    }
    return text.toString();
  }

  private JsonNode usage() {
    if (!streamed) {
      return reply.text().startsWith("{") ? reply.body().path("usage") : JSON.nullNode();
    }
    return events().stream()
        .map(event -> event.path("usage"))
        .filter(JsonNode::isObject)
        .findFirst()
        .orElseGet(JSON::createObjectNode);
  }

  private List<JsonNode> events() {
    return reply
        .text()
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> parsed(line.substring("data: ".length())))
        .flatMap(Optional::stream)
        .toList();
  }

  /** A caller who left may have half an event. */
  private static Optional<JsonNode> parsed(String json) {
    try {
      return Optional.of(JSON.readTree(json));
    } catch (JsonProcessingException half) {
      return Optional.empty();
    }
  }
}
