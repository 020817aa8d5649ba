package io.bactrian.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final String OLD =
      """
      {"primary_model": "vendor.haiku-v1:0", "fallback_models": ["sonnet"],
       "use_case_models": {"sales": "nova", "support": "sonnet"}, "weights": {"haiku": 9, "nova": 1},
       "model_scores": [{"model_id": "haiku", "latency": 1.5, "similarity_score": 0.8,
                         "latency_score": 0.5, "overall_score": 0.71}]}
      """;

  private static final String NEW =
      """
      {"primary_model": "sonnet", "fallback_models": ["haiku", "nova"],
       "use_case_models": {"general": "haiku", "support": "sonnet"},
       "model_scores": [{"model_id": "haiku", "latency": 1.25, "similarity_score": 0.7,
                         "latency_score": 0.5, "overall_score": 0.64},
                        {"model_id": "sonnet", "latency": 2, "similarity_score": 0.9,
                         "latency_score": 0.5, "overall_score": 0.78}]}
      """;

  private static JsonNode json(String document) {
    try {
      return new ObjectMapper().readTree(document);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static List<String> lines(JsonNode before, JsonNode after) {
    return Comparison.lines(before, after, name -> name.replaceAll("vendor\\.|-v1:0", ""));
  }

  @Test
  void every_change_is_a_line() {
    assertThat(lines(json(OLD), json(NEW)))
        .containsExactly(
            "primary model: haiku -> sonnet",
            "fallbacks: sonnet -> haiku, nova",
            "use case general: primary model -> haiku",
            "use case sales: nova -> primary model",
            "weights: {haiku:9,nova:1} -> none",
            "scores of haiku: overall 0.710, similarity 0.800, latency 1.50 s"
                + " -> overall 0.640, similarity 0.700, latency 1.25 s",
            "scores of sonnet: none -> overall 0.780, similarity 0.900, latency 2.00 s");
  }

  @Test
  void where_nothing_changes_there_is_no_line() {
    assertThat(lines(json(OLD), json(OLD.replace("vendor.haiku-v1:0", "haiku")))).isEmpty();
  }

  @Test
  void the_first_document_is_new_in_all() {
    assertThat(lines(MissingNode.getInstance(), json(NEW)))
        .startsWith("primary model: none -> sonnet", "fallbacks: none -> haiku, nova");
  }
}
