package io.bactrian.evaluation.rank;

import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.ModelResult;
import io.bactrian.evaluation.ScoredTrial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Ranks models by the scores of their answers; the formulas are those of docs/evaluation.md. */
public final class Ranking {

  /** Of all use cases together. */
  private static final String ALL = "";

  private final Map<String, String> modelIds;
  private final Weights weights;
  private final RandomGenerator random;

  /**
   * @param modelIds Bedrock's id of every model, by alias; the alias itself where it has none
   * @param random with a seed, for the same intervals of the same trials
   */
  public Ranking(Map<String, String> modelIds, Weights weights, RandomGenerator random) {
    this.modelIds = Map.copyOf(modelIds);
    this.weights = weights;
    this.random = random;
  }

  /**
   * @param trials at least one; their order does not matter
   */
  public Evaluation of(String dataSet, Instant at, List<ScoredTrial> trials) {
    int repeats = 1 + trials.stream().mapToInt(one -> one.trial().repeat()).max().orElse(0);
    List<ModelResult> overall = rank(ALL, trials);
    List<ModelResult> byUseCase =
        trials.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.trial().useCase(), TreeMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .flatMap(entry -> rank(entry.getKey(), entry.getValue()).stream())
            .toList();
    return new Evaluation(
        dataSet, at, repeats, weights.quality(), weights.latency(), overall, byUseCase, trials);
  }

  private List<ModelResult> rank(String useCase, List<ScoredTrial> trials) {
    return new Table(useCase, trials, weights, random).rows(modelIds);
  }
}
