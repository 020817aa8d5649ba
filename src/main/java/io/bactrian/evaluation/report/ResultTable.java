package io.bactrian.evaluation.report;

import io.bactrian.evaluation.ModelResult;
import java.util.List;
import java.util.stream.Collectors;

/** The results of one use case, or of all. */
final class ResultTable {

  private static final List<String> HEADER =
      List.of(
          "rank",
          "model",
          "overall",
          "quality",
          "lexical overlap",
          "assertions",
          "mean latency",
          "p50",
          "p95",
          "first token p50",
          "per 1,000 calls",
          "latency score",
          "trials",
          "failures");

  private ResultTable() {}

  static String of(List<ModelResult> results) {
    return results.stream()
        .map(result -> Html.row("td", cells(result)))
        .collect(
            Collectors.joining(
                "",
                "<div class=\"wide\"><table>\n<thead>"
                    + Html.row("th", HEADER)
                    + "</thead>\n<tbody>",
                "</tbody></table></div>\n"));
  }

  private static List<String> cells(ModelResult result) {
    return List.of(
        result.rank() + (result.rank() > 1 && result.tiedWithBest() ? " <small>tied</small>" : ""),
        Html.escaped(Shown.name(result)) + " <small>" + Html.escaped(result.modelId()) + "</small>",
        Shown.interval(result.overall()),
        Shown.interval(result.quality()),
        Shown.score(result.lexicalOverlap()),
        Shown.score(result.assertionsPassed()),
        Shown.seconds(result.meanLatency()),
        Shown.seconds(result.p50()),
        Shown.seconds(result.p95()),
        Shown.seconds(result.timeToFirstTokenP50()),
        Shown.dollars(result.costPerThousand()),
        Shown.score(result.latencyScore()),
        Integer.toString(result.trials()),
        Integer.toString(result.failures()));
  }
}
