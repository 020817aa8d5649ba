package io.bactrian.evaluation.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.evaluation.Evaluation;
import java.io.IOException;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;

/** The beginning of the report: its look, and by what means the results were found. */
final class ReportHead {

  private static final String STYLE = "/evaluation/report.css";

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>%1$s, %2$s</title>
      <style>
      %3$s</style>
      </head>
      <body>
      <main>
      <h1>Models on %1$s</h1>
      <p><small>%2$s · each question put %4$s to each model · overall = %5$s × quality + %6$s × latency score ·
      intervals of 95 %% confidence · prices of %7$s · gateway %8$s</small></p>
      """;

  private ReportHead() {}

  static String of(Evaluation evaluation, ReportFacts facts) throws IOException {
    return HEAD.formatted(
        Html.escaped(evaluation.dataSet()),
        evaluation.at().truncatedTo(ChronoUnit.SECONDS),
        style(),
        evaluation.repeats() == 1 ? "once" : evaluation.repeats() + " times",
        evaluation.qualityWeight(),
        evaluation.latencyWeight(),
        facts.pricesDate().isEmpty() ? "no known date" : Html.escaped(facts.pricesDate()),
        Html.escaped(facts.gatewayVersion()));
  }

  private static String style() throws IOException {
    try (InputStream style = ReportHead.class.getResourceAsStream(STYLE)) {
      return new String(style.readAllBytes(), UTF_8);
    }
  }
}
