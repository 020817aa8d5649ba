package io.bactrian.evaluation.score;

import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.ScoredTrial;
import io.bactrian.evaluation.Trial;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** Judges one answer. A trial without an answer is worth 0. Called by many threads. */
public final class Scorer {

  private final Similarity similarity;
  private final PriceTable prices;
  private final Map<String, String> modelIds;

  /**
   * @param modelIds Bedrock's id of every model, by alias; a model that it does not have is priced
   *     by its alias
   */
  public Scorer(Similarity similarity, PriceTable prices, Map<String, String> modelIds) {
    this.similarity = similarity;
    this.prices = prices;
    this.modelIds = Map.copyOf(modelIds);
  }

  /**
   * @param question the one that the trial asked
   */
  public ScoredTrial score(EvaluationCase question, Trial trial) {
    String modelId = modelIds.getOrDefault(trial.model(), trial.model());
    return new ScoredTrial(
        trial,
        compared(similarity::of, question.expected(), trial),
        compared(LexicalOverlap::of, question.expected(), trial),
        passed(question, trial),
        prices.costUsd(modelId, trial.inputTokens(), trial.outputTokens()));
  }

  private static OptionalDouble compared(
      BiFunction<String, String, Double> measure, Optional<String> expected, Trial trial) {
    if (expected.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        trial.failure().isPresent() ? 0 : measure.apply(expected.get(), trial.answer()));
  }

  private static OptionalDouble passed(EvaluationCase question, Trial trial) {
    if (question.assertions().isEmpty()) {
      return OptionalDouble.empty();
    }
    long passed =
        question.assertions().stream()
            .filter(assertion -> AssertionCheck.holds(assertion, trial.answer()))
            .count();
    return OptionalDouble.of(
        trial.failure().isPresent() ? 0 : (double) passed / question.assertions().size());
  }
}
