package io.bactrian.strategy;

import io.bactrian.call.ModelTraits;
import java.util.List;
import java.util.Map;

/**
 * A valid strategy document: which models answer calls that name none. Models are our aliases,
 * whatever the document called them.
 *
 * @param version names it in replies, metrics and logs: its own {@code version}, or else the first
 *     12 hex digits of the SHA-256 of its bytes
 * @param primaryModel answers what no use case has a model of its own for
 * @param fallbackModels answer in its place, in order; never the primary model itself
 * @param useCaseModels by use case, the model that answers
 * @param weights shares of the calls that would go to the primary model, by model; empty for all of
 *     them. Every model of it but the primary is a canary.
 * @param useCaseWeights the same by use case, of the calls that would go to the use case's model
 * @param traits what the document says of models, which wins over the settings
 * @param scores what an evaluation found, in the order of the document
 */
public record StrategyDocument(
    String version,
    String primaryModel,
    List<String> fallbackModels,
    Map<String, String> useCaseModels,
    Map<String, Integer> weights,
    Map<String, Map<String, Integer>> useCaseWeights,
    Map<String, ModelTraits> traits,
    List<ModelScore> scores) {

  /**
   * What an evaluation found of a model; the formulas are those of docs/evaluation.md.
   *
   * @param modelId the model as the document names it
   * @param latency mean seconds to a whole answer
   * @param similarityScore 0 to 1
   * @param latencyScore 0 to 1, 1 for no time at all and 0 for the slowest
   * @param overallScore 0 to 1
   * @param date of the evaluation, ISO 8601; empty where the document has none
   * @param dataSet name of the data set; empty where the document has none
   */
  public record ModelScore(
      String modelId,
      double latency,
      double similarityScore,
      double latencyScore,
      double overallScore,
      String date,
      String dataSet) {}

  public StrategyDocument {
    fallbackModels = List.copyOf(fallbackModels);
    useCaseModels = Map.copyOf(useCaseModels);
    weights = Map.copyOf(weights);
    useCaseWeights = Map.copyOf(useCaseWeights);
    traits = Map.copyOf(traits);
    scores = List.copyOf(scores);
  }
}
