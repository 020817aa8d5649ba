package io.bactrian.evaluation.report;

import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.ModelResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One row for each model, region and use case; times in seconds, money in US dollars. */
final class ResultsCsv {

  private static final List<String> HEADER =
      List.of(
          "use_case",
          "rank",
          "model",
          "model_id",
          "region",
          "trials",
          "failures",
          "quality",
          "quality_low",
          "quality_high",
          "lexical_overlap",
          "assertions_passed",
          "mean_latency",
          "latency_p50",
          "latency_p95",
          "time_to_first_token_p50",
          "cost_per_thousand",
          "latency_score",
          "overall",
          "overall_low",
          "overall_high",
          "tied_with_best");

  private ResultsCsv() {}

  /** The use case is empty in the rows for all of them together. */
  static String of(Evaluation evaluation) {
    return Stream.concat(evaluation.overall().stream(), evaluation.byUseCase().stream())
        .map(ResultsCsv::cells)
        .map(Csv::row)
        .collect(Collectors.joining("", Csv.row(HEADER), ""));
  }

  private static List<String> cells(ModelResult result) {
    return List.of(
        Csv.text(result.useCase()),
        Integer.toString(result.rank()),
        Csv.text(result.model()),
        Csv.text(result.modelId()),
        Csv.text(result.region()),
        Integer.toString(result.trials()),
        Integer.toString(result.failures()),
        number(result.quality().mean()),
        number(result.quality().low()),
        number(result.quality().high()),
        number(result.lexicalOverlap()),
        number(result.assertionsPassed()),
        seconds(result.meanLatency()),
        seconds(result.p50()),
        seconds(result.p95()),
        seconds(result.timeToFirstTokenP50()),
        number(result.costPerThousand()),
        number(result.latencyScore()),
        number(result.overall().mean()),
        number(result.overall().low()),
        number(result.overall().high()),
        Boolean.toString(result.tiedWithBest()));
  }

  private static String number(OptionalDouble number) {
    return number.isPresent() ? number(number.getAsDouble()) : "";
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.6f", number);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
  }
}
