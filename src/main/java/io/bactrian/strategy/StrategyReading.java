package io.bactrian.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.Feature;
import io.bactrian.call.ModelTraits;
import io.bactrian.strategy.StrategyDocument.ModelScore;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;

/** One reading of a document whose form is right; finds what makes no sense. */
final class StrategyReading {

  private static final String PRIMARY = "primary_model";

  private final LocatedJson document;
  private final KnownModels models;
  private final List<Problem> problems = new ArrayList<>();

  StrategyReading(LocatedJson document, KnownModels models) {
    this.document = document;
    this.models = models;
  }

  /** {@code nameless}: the version of a document that tells none. */
  StrategyDocument read(String nameless) throws InvalidStrategy {
    JsonNode root = document.root();
    String primary = alias("/" + PRIMARY, root.get(PRIMARY).asText());
    Map<String, String> useCaseModels = useCaseModels();
    var read =
        new StrategyDocument(
            root.path("version").asText(nameless),
            primary,
            fallbacks(primary),
            useCaseModels,
            weights("/weights", primary, PRIMARY),
            useCaseWeights(useCaseModels),
            traits(),
            scores());
    if (!problems.isEmpty()) {
      throw new InvalidStrategy(problems);
    }
    return read;
  }

  private List<String> fallbacks(String primary) {
    List<String> fallbacks = new ArrayList<>();
    for (JsonNode name : document.root().path("fallback_models")) {
      String pointer = "/fallback_models/" + fallbacks.size();
      String alias = alias(pointer, name.asText());
      if (alias.equals(primary)) {
        problem(pointer, "'" + name.asText() + "' is the " + PRIMARY + "; allowed: other models");
      } else if (fallbacks.contains(alias)) {
        problem(pointer, "'" + name.asText() + "' is there twice; allowed: each model once");
      }
      fallbacks.add(alias);
    }
    return fallbacks;
  }

  private Map<String, String> useCaseModels() {
    Map<String, String> found = new LinkedHashMap<>();
    each("/use_case_models", (pointer, entry) -> found.put(entry.getKey(), alias(pointer, entry)));
    return found;
  }

  private Map<String, Map<String, Integer>> useCaseWeights(Map<String, String> useCaseModels) {
    Map<String, Map<String, Integer>> found = new LinkedHashMap<>();
    each(
        "/use_case_weights",
        (pointer, entry) -> {
          String model = useCaseModels.get(entry.getKey());
          if (model == null) {
            problem(
                pointer,
                "no use case of use_case_models; allowed: " + List.copyOf(useCaseModels.keySet()));
          } else {
            found.put(entry.getKey(), weights(pointer, model, "use case's model"));
          }
        });
    return found;
  }

  /** Weights that split the calls of {@code model}, which {@code role} tells in words. */
  private Map<String, Integer> weights(String at, String model, String role) {
    Map<String, Integer> found = new LinkedHashMap<>();
    each(
        at,
        (pointer, entry) -> {
          String alias = alias(pointer, entry.getKey());
          if (found.put(alias, entry.getValue().asInt()) != null) {
            problem(pointer, "the model is there twice; allowed: each model once");
          }
        });
    if (!found.isEmpty() && !found.containsKey(model)) {
      problem(at, "must have the " + role + " '" + model + "', whose calls they share out");
    } else if (!found.isEmpty() && found.values().stream().allMatch(weight -> weight == 0)) {
      problem(at, "all weights are 0; at least one must be from 1 to 1000");
    }
    return found;
  }

  private Map<String, ModelTraits> traits() {
    Map<String, ModelTraits> found = new HashMap<>();
    each(
        "/models",
        (pointer, entry) -> {
          String alias = alias(pointer, entry.getKey());
          if (found.put(alias, traits(entry.getValue(), models.traits(alias))) != null) {
            problem(pointer, "the model is there twice; allowed: each model once");
          }
        });
    return found;
  }

  private static ModelTraits traits(JsonNode told, ModelTraits settings) {
    Set<Feature> supports = EnumSet.noneOf(Feature.class);
    for (JsonNode name : told.path("supports")) {
      supports.add(Feature.valueOf(name.asText().toUpperCase(Locale.ROOT)));
    }
    return new ModelTraits(
        told.has("supports") ? supports : settings.supports(),
        told.has("context_tokens")
            ? OptionalInt.of(told.get("context_tokens").asInt())
            : settings.contextTokens());
  }

  private List<ModelScore> scores() {
    List<ModelScore> scores = new ArrayList<>();
    for (JsonNode score : document.root().path("model_scores")) {
      scores.add(
          new ModelScore(
              score.get("model_id").asText(),
              score.get("latency").asDouble(),
              score.get("similarity_score").asDouble(),
              score.get("latency_score").asDouble(),
              score.get("overall_score").asDouble(),
              score.path("date").asText(""),
              score.path("data_set").asText("")));
    }
    return scores;
  }

  private String alias(String pointer, Map.Entry<String, JsonNode> entry) {
    return alias(pointer, entry.getValue().asText());
  }

  private String alias(String pointer, String name) {
    return models
        .alias(name)
        .orElseGet(
            () -> {
              problem(pointer, "unknown model '" + name + "'; allowed: " + models.names());
              return name;
            });
  }

  private void each(String at, BiConsumer<String, Map.Entry<String, JsonNode>> entries) {
    document
        .root()
        .at(at)
        .properties()
        .forEach(entry -> entries.accept(at + "/" + escaped(entry.getKey()), entry));
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private void problem(String pointer, String reason) {
    problems.add(document.problem(pointer, reason));
  }
}
