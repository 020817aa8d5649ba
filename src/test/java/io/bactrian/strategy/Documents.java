package io.bactrian.strategy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.call.Feature;
import io.bactrian.call.ModelTraits;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Strategy documents of two known models, {@code sonnet} and {@code titan}. */
final class Documents {

  static final String SONNET_ID = "anthropic.claude-3-sonnet-20240229-v1:0";
  static final String TITAN_ID = "amazon.titan-text-express-v1";

  static final KnownModels KNOWN =
      new KnownModels(
          Map.of("sonnet", "sonnet", SONNET_ID, "sonnet", "titan", "titan", TITAN_ID, "titan"),
          Map.of("titan", new ModelTraits(Set.of(Feature.DOCUMENTS), OptionalInt.of(8_000))));

  /** What the evaluator of the AWS sample writes. */
  static final String SEED =
      """
      {
        "primary_model": "anthropic.claude-3-sonnet-20240229-v1:0",
        "fallback_models": ["amazon.titan-text-express-v1"],
        "model_scores": [
          {"model_id": "anthropic.claude-3-sonnet-20240229-v1:0", "latency": 10.11,
           "similarity_score": 0.9, "latency_score": 0.0, "overall_score": 0.63},
          {"model_id": "amazon.titan-text-express-v1", "latency": 4.78,
           "similarity_score": 0.5, "latency_score": 0.527, "overall_score": 0.508}
        ]
      }
      """;

  /** Has every member there is. */
  static final String FULL =
      """
      {
        "$schema": "strategy.schema.json",
        "version": "2026-11-21.a",
        "primary_model": "sonnet",
        "fallback_models": ["amazon.titan-text-express-v1"],
        "use_case_models": {"general": "titan", "a/b": "sonnet"},
        "weights": {"anthropic.claude-3-sonnet-20240229-v1:0": 95, "titan": 5},
        "use_case_weights": {"general": {"titan": 1, "sonnet": 0}},
        "models": {
          "sonnet": {"supports": ["tools", "images"], "context_tokens": 200000},
          "titan": {"context_tokens": 9000}
        },
        "model_scores": [
          {"model_id": "gone", "latency": 1, "similarity_score": 1, "latency_score": 0,
           "overall_score": 0.5, "date": "2026-11-21T10:15:30Z", "data_set": "shipped"}
        ]
      }""";

  private Documents() {}

  static StrategyParser parser() {
    return new StrategyParser(KNOWN);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] ofVersion(String version) {
    return bytes("{\"version\":\"" + version + "\",\"primary_model\":\"sonnet\"}");
  }
}
