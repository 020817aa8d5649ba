package io.bactrian.evaluation;

import java.time.Instant;
import java.util.List;

/**
 * All that an evaluation found.
 *
 * @param dataSet name of the data set
 * @param repeats how often each question was put to each model
 * @param qualityWeight share of quality in the overall score, {@code latencyWeight} that of latency
 * @param overall one for each model and region, best first
 * @param byUseCase one for each use case, model and region; by use case, then best first
 */
public record Evaluation(
    String dataSet,
    Instant at,
    int repeats,
    double qualityWeight,
    double latencyWeight,
    List<ModelResult> overall,
    List<ModelResult> byUseCase,
    List<ScoredTrial> trials) {

  public Evaluation {
    overall = List.copyOf(overall);
    byUseCase = List.copyOf(byUseCase);
    trials = List.copyOf(trials);
  }
}
