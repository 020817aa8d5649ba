package io.bactrian.evaluation.shadow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One pair of answers as its line tells it. */
record PairLine(JsonNode json) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The gateway chose the region of each. */
  private static final String REGION = "all";

  /**
   * @throws IllegalArgumentException naming the place and what is wrong there
   */
  static PairLine parse(String place, String line) {
    try {
      var pair = new PairLine(JSON.readTree(line));
      pair.asCase();
      pair.live();
      pair.shadow();
      return pair;
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException(place + ", is no JSON: " + notJson.getOriginalMessage());
    } catch (IllegalArgumentException incomplete) {
      throw new IllegalArgumentException(
          place + ", is no pair of answers: " + incomplete.getMessage(), incomplete);
    }
  }

  EvaluationCase asCase() {
    return new EvaluationCase(
        text(json, "id"),
        text(json, "use_case"),
        text(json, "prompt"),
        optional(json, "system_prompt"),
        Optional.of(text(json, "expected")),
        List.of());
  }

  Trial live() {
    return trial("live", text(json, "expected"), Optional.empty());
  }

  Trial shadow() {
    JsonNode shadow = json.path("shadow");
    return trial("shadow", shadow.path("answer").asText(), optional(shadow, "failure"));
  }

  private Trial trial(String side, String answer, Optional<String> failure) {
    JsonNode measured = json.required(side);
    return new Trial(
        text(json, "id"),
        text(json, "use_case"),
        text(measured, "model"),
        REGION,
        0,
        answer,
        failure,
        Duration.ofMillis(number(measured, "latency_ms")),
        Optional.empty(),
        number(measured, "input_tokens"),
        number(measured, "output_tokens"));
  }

  private static String text(JsonNode object, String member) {
    return optional(object, member)
        .orElseThrow(() -> new IllegalArgumentException("'" + member + "' must be a text"));
  }

  private static long number(JsonNode object, String member) {
    if (!object.required(member).isIntegralNumber()) {
      throw new IllegalArgumentException("'" + member + "' must be a whole number");
    }
    return object.get(member).longValue();
  }

  private static Optional<String> optional(JsonNode object, String member) {
    return Optional.ofNullable(object.get(member))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }
}
