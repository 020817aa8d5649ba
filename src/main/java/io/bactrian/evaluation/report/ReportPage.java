package io.bactrian.evaluation.report;

import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.ModelResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The report: one page that needs nothing else, neither files nor scripts nor a network. */
final class ReportPage {

  private final Evaluation evaluation;
  private final ReportFacts facts;
  private final ReportPlots plots;
  private int figures;

  private ReportPage(Evaluation evaluation, ReportFacts facts) {
    this.evaluation = evaluation;
    this.facts = facts;
    this.plots = new ReportPlots(evaluation);
  }

  static String of(Evaluation evaluation, ReportFacts facts) throws IOException {
    return new ReportPage(evaluation, facts).page();
  }

  private String page() throws IOException {
    var page = new StringBuilder(ReportHead.of(evaluation, facts));
    page.append("<p class=\"verdict\">");
    page.append(Html.escaped(Verdict.of(evaluation.overall()))).append("</p>\n");
    section(page, evaluation.overall());
    for (Map.Entry<String, List<ModelResult>> useCase : byUseCase().entrySet()) {
      page.append("<h2>Use case ").append(Html.escaped(useCase.getKey())).append("</h2>\n<p>");
      page.append(Html.escaped(Verdict.of(useCase.getValue()))).append("</p>\n");
      section(page, useCase.getValue());
    }
    page.append("<h2>Worst answers</h2>\n");
    page.append(new WorstAnswers(facts.cases()).of(evaluation.trials()));
    page.append("<h2>Failures</h2>\n").append(FailureTable.of(evaluation.trials()));
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private Map<String, List<ModelResult>> byUseCase() {
    return evaluation.byUseCase().stream()
        .collect(Collectors.groupingBy(ModelResult::useCase, TreeMap::new, Collectors.toList()));
  }

  private void section(StringBuilder page, List<ModelResult> results) throws IOException {
    page.append(ResultTable.of(results)).append("<div class=\"plots\">\n");
    for (PlotAxis axis : PlotAxis.values()) {
      page.append("<figure>");
      page.append(plots.svg(axis, results, "f" + figures++).orElse(""));
      page.append("<figcaption>").append(caption(axis, results)).append("</figcaption></figure>\n");
    }
    page.append("</div>\n");
  }

  private static String caption(PlotAxis axis, List<ModelResult> results) {
    String missing =
        results.stream()
            .filter(result -> axis.value(result).isEmpty())
            .map(Shown::name)
            .collect(Collectors.joining(", "));
    return "Quality against %s; bars are intervals of 95 %% confidence.%s"
        .formatted(
            axis.label(), missing.isEmpty() ? "" : " Not known of " + Html.escaped(missing) + ".");
  }
}
