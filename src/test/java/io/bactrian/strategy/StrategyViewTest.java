package io.bactrian.strategy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategyViewTest {

  private static final String FULL =
      """
      {"version": "v1", "primary_model": "a", "fallback_models": ["b"],
       "use_case_models": {"billing": "b"}, "weights": {"a": 9, "c": 1},
       "use_case_weights": {"billing": {"b": 1, "c": 1}},
       "models": {"a": {"supports": ["tools", "images"], "context_tokens": 1000}},
       "model_scores": [{"model_id": "a", "latency": 1.5, "similarity_score": 0.9,
         "latency_score": 0.5, "overall_score": 0.78, "date": "2026-11-21", "data_set": "shipped"}]}
      """;

  private final StrategyParser parser =
      new StrategyParser(new KnownModels(Map.of("a", "a", "b", "b", "c", "c"), Map.of()));

  private StrategyDocument shownAndRead(StrategyDocument document) throws Exception {
    return parser.parse(new ObjectMapper().writeValueAsBytes(StrategyView.of(document)));
  }

  @Test
  void what_is_shown_may_be_offered_again() throws Exception {
    StrategyDocument document = parser.parse(FULL.getBytes(UTF_8));

    assertThat(shownAndRead(document)).isEqualTo(document);
  }

  @Test
  void a_document_shows_only_what_it_has() throws Exception {
    StrategyDocument document = parser.parse("{\"primary_model\": \"a\"}".getBytes(UTF_8));

    assertThat(StrategyView.of(document)).containsOnlyKeys("version", "primary_model");
    assertThat(shownAndRead(document)).isEqualTo(document);
  }
}
