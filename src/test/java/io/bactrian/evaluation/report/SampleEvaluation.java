package io.bactrian.evaluation.report;

import io.bactrian.evaluation.Estimate;
import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.ModelResult;
import io.bactrian.evaluation.ScoredTrial;
import io.bactrian.evaluation.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Evaluations that nobody made, for what is written of them. */
final class SampleEvaluation {

  static final Instant AT = Instant.parse("2026-11-21T19:00:00.123Z");
  private static final double NOISE = 0.03;

  private final List<ModelResult> overall = new ArrayList<>();
  private final List<ModelResult> byUseCase = new ArrayList<>();
  private final List<ScoredTrial> trials = new ArrayList<>();

  static ReportFacts facts(EvaluationCase... cases) {
    return new ReportFacts(List.of(cases), "2026-11-01", "1.2.3");
  }

  static EvaluationCase question(String id, String prompt, String expected) {
    return new EvaluationCase(
        id, "sales", prompt, Optional.empty(), Optional.of(expected), List.of());
  }

  SampleEvaluation overall(String model, double quality, double seconds) {
    return overall(model, "all", quality, seconds, 60);
  }

  SampleEvaluation overall(
      String model, String region, double quality, double seconds, int trials) {
    overall.add(result(model, region, "", quality, seconds, trials));
    return this;
  }

  SampleEvaluation useCase(String useCase, String model, double quality, double seconds) {
    byUseCase.add(result(model, "all", useCase, quality, seconds, 20));
    return this;
  }

  SampleEvaluation answer(String caseId, String model, double quality, String answer) {
    trials.add(
        new ScoredTrial(
            trial(caseId, model, answer, Optional.empty()),
            OptionalDouble.of(quality),
            OptionalDouble.of(quality),
            OptionalDouble.empty(),
            OptionalDouble.of(0.001)));
    return this;
  }

  SampleEvaluation failure(String caseId, String model, String why) {
    trials.add(
        new ScoredTrial(
            trial(caseId, model, "", Optional.of(why)),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty()));
    return this;
  }

  Evaluation evaluation() {
    List<ModelResult> ranked = new ArrayList<>();
    byUseCase.stream()
        .map(ModelResult::useCase)
        .distinct()
        .sorted()
        .map(useCase -> byUseCase.stream().filter(r -> r.useCase().equals(useCase)).toList())
        .forEach(results -> ranked.addAll(ranked(results)));
    return new Evaluation("questions", AT, 3, 0.7, 0.3, ranked(overall), ranked, trials);
  }

  private static Trial trial(String caseId, String model, String answer, Optional<String> failure) {
    return new Trial(
        caseId,
        "sales",
        model,
        "all",
        0,
        answer,
        failure,
        Duration.ofMillis(500),
        Optional.of(Duration.ofMillis(100)),
        10,
        20);
  }

  private static ModelResult result(
      String model, String region, String useCase, double quality, double seconds, int trials) {
    double score = 1 - seconds / 10;
    double overall = 0.7 * quality + 0.3 * score;
    return new ModelResult(
        model,
        "vendor." + model + "-v1:0",
        region,
        useCase,
        trials,
        quality == 0 ? trials : 0,
        new Estimate(quality, Math.max(0, quality - NOISE), Math.min(1, quality + NOISE)),
        OptionalDouble.of(quality / 2),
        OptionalDouble.empty(),
        Duration.ofMillis((long) (seconds * 1000)),
        Duration.ofMillis((long) (seconds * 900)),
        Duration.ofMillis((long) (seconds * 2500)),
        Duration.ofMillis((long) (seconds * 300)),
        model.startsWith("unpriced") ? OptionalDouble.empty() : OptionalDouble.of(quality * 5),
        score,
        new Estimate(overall, overall - NOISE, overall + NOISE),
        0,
        false);
  }

  private static List<ModelResult> ranked(List<ModelResult> results) {
    List<ModelResult> sorted =
        results.stream()
            .sorted(Comparator.comparingDouble((ModelResult r) -> r.overall().mean()).reversed())
            .toList();
    List<ModelResult> ranked = new ArrayList<>();
    for (ModelResult result : sorted) {
      double behind = sorted.getFirst().overall().mean() - result.overall().mean();
      ranked.add(ranked(result, ranked.size() + 1, behind < NOISE));
    }
    return ranked;
  }

  private static ModelResult ranked(ModelResult r, int rank, boolean tied) {
    return new ModelResult(
        r.model(),
        r.modelId(),
        r.region(),
        r.useCase(),
        r.trials(),
        r.failures(),
        r.quality(),
        r.lexicalOverlap(),
        r.assertionsPassed(),
        r.meanLatency(),
        r.p50(),
        r.p95(),
        r.timeToFirstTokenP50(),
        r.costPerThousand(),
        r.latencyScore(),
        r.overall(),
        rank,
        tied);
  }
}
