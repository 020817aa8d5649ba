package io.bactrian.strategy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model on trial: one that gets a share of the calls which would go to another.
 *
 * @param useCase whose calls it shares; empty for those of the primary model
 */
public record Canary(Optional<String> useCase, String model) {

  /** All that a document has, sorted. */
  public static List<Canary> of(StrategyDocument document) {
    List<Canary> all = new ArrayList<>(in(Optional.empty(), document.weights(), document));
    document.useCaseWeights().keySet().stream()
        .sorted()
        .forEach(
            useCase ->
                all.addAll(
                    in(Optional.of(useCase), document.useCaseWeights().get(useCase), document)));
    return List.copyOf(all);
  }

  private static List<Canary> in(
      Optional<String> useCase, Map<String, Integer> weights, StrategyDocument document) {
    return weights.keySet().stream()
        .sorted()
        .map(model -> new Canary(useCase, model))
        .filter(one -> one.weight(document) > 0 && !one.model.equals(one.rival(document)))
        .toList();
  }

  /** The model whose calls it shares. */
  public String rival(StrategyDocument document) {
    return useCase.map(document.useCaseModels()::get).orElse(document.primaryModel());
  }

  /** Whether calls of that use case may come to it. */
  public boolean shares(String calls, StrategyDocument document) {
    return useCase.map(calls::equals).orElse(!document.useCaseModels().containsKey(calls));
  }

  public int weight(StrategyDocument document) {
    return weights(document).getOrDefault(model, 0);
  }

  /** The same document, in which its calls go to the other model again. */
  StrategyDocument takenFrom(StrategyDocument document) {
    Map<String, Integer> weights = new HashMap<>(weights(document));
    weights.merge(rival(document), weights.remove(model), Integer::sum);
    Map<String, Map<String, Integer>> ofUseCases = new HashMap<>(document.useCaseWeights());
    useCase.ifPresent(name -> ofUseCases.put(name, weights));
    return new StrategyDocument(
        document.version(),
        document.primaryModel(),
        document.fallbackModels(),
        document.useCaseModels(),
        useCase.isPresent() ? document.weights() : weights,
        ofUseCases,
        document.traits(),
        document.scores());
  }

  private Map<String, Integer> weights(StrategyDocument document) {
    return useCase
        .map(name -> document.useCaseWeights().getOrDefault(name, Map.of()))
        .orElse(document.weights());
  }
}
