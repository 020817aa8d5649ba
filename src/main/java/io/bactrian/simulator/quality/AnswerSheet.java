package io.bactrian.simulator.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions and the answers that are expected to them. */
public final class AnswerSheet {

  private final Map<String, String> expected;
  private final List<String> answers;

  private AnswerSheet(Map<String, String> expected) {
    this.expected = Map.copyOf(expected);
    // In the order of the file, so that wrong answers are the same in every run.
    this.answers = expected.values().stream().distinct().toList();
  }

  public static AnswerSheet empty() {
    return new AnswerSheet(Map.of());
  }

  /**
   * Reads a data set: a JSON object on each line, with the texts {@code prompt} and {@code
   * expected}. Lines without an expected answer and other members are left aside.
   *
   * @throws IllegalArgumentException naming the line that is not such an object
   */
  public static AnswerSheet read(Reader jsonLines) throws IOException {
    var json = new ObjectMapper();
    var reader = new BufferedReader(jsonLines);
    Map<String, String> expected = new LinkedHashMap<>();
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (!line.isBlank()) {
        JsonNode question = parsed(json, line, number);
        if (question.path("expected").isTextual()) {
          expected.put(
              question.get("prompt").textValue().strip(), question.get("expected").asText());
        }
      }
    }
    return new AnswerSheet(expected);
  }

  private static JsonNode parsed(ObjectMapper json, String line, int number) {
    try {
      JsonNode question = json.readTree(line);
      if (question.path("prompt").isTextual()) {
        return question;
      }
    } catch (JsonProcessingException notJson) {
      // told below, with what is allowed
    }
    throw new IllegalArgumentException(
        "line " + number + " must be a JSON object with the text \"prompt\"");
  }

  Optional<String> expected(String prompt) {
    return expected.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(expected.get(prompt.strip()));
  }

  /** The answer to another question, or the opposite where there is no other answer. */
  String wrong(String expected, long hash) {
    List<String> others = new ArrayList<>(answers);
    others.remove(expected);
    return others.isEmpty()
        ? "It is not true that: " + expected
        : others.get((int) Long.remainderUnsigned(hash, others.size()));
  }
}
