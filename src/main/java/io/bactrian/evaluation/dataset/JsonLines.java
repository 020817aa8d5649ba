package io.bactrian.evaluation.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.EvaluationCase.Assertion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A data set with a question as a JSON object on every line. */
final class JsonLines {

  private static final Set<String> KEYS =
      Set.of("id", "prompt", "expected", "use_case", "system_prompt", "assert");

  /** What a gateway tells of shadow traffic beside a question. */
  private static final Set<String> KEPT_BESIDE = Set.of("live", "shadow", "strategy_version", "at");

  private static final Set<String> ASSERTION_KEYS = Set.of("type", "value");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonLines() {}

  static List<EvaluationCase> read(String file, String text) {
    Cases cases = new Cases(file);
    int number = 0;
    for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
      String line = lines.next();
      Place place = new Place(file, ++number);
      if (!line.isBlank()) {
        cases.add(place, question(place, object(place, asked(parse(place, line)), KEYS)));
      }
    }
    return cases.all();
  }

  private static JsonNode asked(JsonNode line) {
    return line instanceof ObjectNode object ? object.remove(KEPT_BESIDE) : line;
  }

  private static EvaluationCase question(Place place, JsonNode line) {
    return new EvaluationCase(
        text(place, line, "id").orElse("line-" + place.line()),
        text(place, line, "use_case").orElse(Cases.DEFAULT_USE_CASE),
        text(place, line, "prompt").orElseThrow(() -> place.refuse("'prompt' is missing")),
        text(place, line, "system_prompt"),
        text(place, line, "expected"),
        assertions(place, line.path("assert")));
  }

  private static List<Assertion> assertions(Place place, JsonNode list) {
    if (!list.isArray() && !list.isMissingNode()) {
      throw place.refuse("'assert' must be a list of objects with type and value");
    }
    List<Assertion> assertions = new ArrayList<>();
    for (JsonNode one : list) {
      object(place, one, ASSERTION_KEYS);
      String type = text(place, one, "type").orElse("");
      assertions.add(Assertions.of(place, type, text(place, one, "value").orElse(""), ""));
    }
    return assertions;
  }

  private static JsonNode parse(Place place, String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException invalid) {
      throw place.refuse("no JSON: " + invalid.getOriginalMessage());
    }
  }

  private static JsonNode object(Place place, JsonNode node, Set<String> keys) {
    if (!node.isObject()) {
      throw place.refuse("must be an object with " + Place.inOrder(keys));
    }
    List<String> found = new ArrayList<>();
    node.fieldNames().forEachRemaining(found::add);
    place.allowOnly(keys, found);
    return node;
  }

  private static Optional<String> text(Place place, JsonNode object, String key) {
    JsonNode value = object.path(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw place.refuse("'" + key + "' must be a text that is not blank");
    }
    return Optional.of(value.textValue());
  }
}
