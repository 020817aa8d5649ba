package io.bactrian.scenario;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.strategy.KnownModels;
import io.bactrian.strategy.StrategyDocument;
import io.bactrian.strategy.StrategyParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped data set, put to simulated models whose quality and latency are known. */
@Timeout(180)
class EvaluatedModelsTest {

  private static final Map<String, String> QUALITY =
      Map.of("good", "0.95", "middling", "0.65", "poor", "0.3");
  private static final Map<String, String> LATENCY =
      Map.of("good", "60ms", "middling", "40ms", "poor", "20ms");

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("bactrian.models", "poor,good,middling");
    settings.put("bactrian.default-model", "poor");
    settings.put("bactrian.model.poor.fallbacks", "middling");
    settings.put("bactrian.model.good.id", "us.anthropic.claude-sonnet-4-5-20250929-v1:0");
    settings.put("bactrian.model.middling.id", "us.amazon.nova-pro-v1:0");
    settings.put("bactrian.model.poor.id", "us.amazon.nova-micro-v1:0");
    settings.put("bactrian.simulator.answers", "shipped");
    settings.put("bactrian.simulator.token-pace", "0ms");
    for (String region : List.of("us-east-1", "us-west-2")) {
      String target = "bactrian.simulator.target." + region + "/";
      QUALITY.forEach((model, quality) -> settings.put(target + model + ".quality", quality));
      LATENCY.forEach((model, latency) -> settings.put(target + model + ".latency", latency));
    }
    return settings;
  }

  @Test
  void models_are_ranked_as_they_were_built_and_the_best_is_put_in_force(@TempDir Path directory)
      throws Exception {
    var evaluations = new Evaluations(directory, settings());
    Path strategy = directory.resolve("strategy.json");
    assertThat(
            evaluations.run(
                0,
                "--out",
                evaluations.out(),
                "--repeats",
                "1",
                "--concurrency",
                "16",
                "--apply-to",
                strategy.toString(),
                "--yes"))
        .containsSubsequence("1    good", "2    middling", "3    poor")
        .contains("primary model: poor -> good", "The strategy is in " + strategy);
    Map<String, String> aliases = QUALITY.keySet().stream().collect(toMap(a -> a, a -> a));
    StrategyDocument document =
        new StrategyParser(new KnownModels(aliases, Map.of())).parse(Files.readAllBytes(strategy));
    assertThat(document.primaryModel()).isEqualTo("good");
    assertThat(document.scores())
        .extracting(StrategyDocument.ModelScore::modelId)
        .containsExactly("good", "middling", "poor");
    assertThat(directory.resolve("out"))
        .isDirectoryContaining("glob:**/model_evaluation_results.csv")
        .isDirectoryContaining("glob:**/model_evaluation_report.html")
        .isDirectoryContaining("glob:**/quality_latency.png");
  }
}
