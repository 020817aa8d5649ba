package io.bactrian.strategy;

import io.bactrian.call.Feature;
import io.bactrian.call.ModelTraits;
import io.bactrian.strategy.StrategyDocument.ModelScore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a document in the form in which it may be offered again. */
public final class StrategyView {

  private StrategyView() {}

  /** The members that the document has, in the schema's order, with models by their aliases. */
  public static Map<String, Object> of(StrategyDocument document) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", document.version());
    members.put("primary_model", document.primaryModel());
    members.put("fallback_models", document.fallbackModels());
    members.put("use_case_models", new TreeMap<>(document.useCaseModels()));
    members.put("weights", new TreeMap<>(document.weights()));
    members.put("use_case_weights", new TreeMap<>(document.useCaseWeights()));
    Map<String, Object> models = new TreeMap<>();
    document.traits().forEach((model, traits) -> models.put(model, traits(traits)));
    members.put("models", models);
    members.put("model_scores", document.scores().stream().map(StrategyView::score).toList());
    members.values().removeIf(StrategyView::isEmpty);
    return members;
  }

  private static Map<String, Object> traits(ModelTraits traits) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("supports", traits.supports().stream().map(Feature::label).sorted().toList());
    traits.contextTokens().ifPresent(tokens -> members.put("context_tokens", tokens));
    return members;
  }

  private static Map<String, Object> score(ModelScore score) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("model_id", score.modelId());
    members.put("latency", score.latency());
    members.put("similarity_score", score.similarityScore());
    members.put("latency_score", score.latencyScore());
    members.put("overall_score", score.overallScore());
    members.put("date", score.date());
    members.put("data_set", score.dataSet());
    members.values().removeIf(""::equals);
    return members;
  }

  private static boolean isEmpty(Object member) {
    return member instanceof Map<?, ?> map && map.isEmpty()
        || member instanceof List<?> list && list.isEmpty();
  }
}
