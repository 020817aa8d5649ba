package io.bactrian.evaluation.report;

import io.bactrian.evaluation.ScoredTrial;
import io.bactrian.evaluation.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How often each model failed, and why. */
final class FailureTable {

  private static final int MOST = 50;

  /** Failures that are one row. */
  private record Kind(String name, String reason) {}

  private FailureTable() {}

  static String of(List<ScoredTrial> trials) {
    Map<Kind, Long> counts =
        trials.stream()
            .map(ScoredTrial::trial)
            .filter(trial -> trial.failure().isPresent())
            .collect(Collectors.groupingBy(FailureTable::kind, Collectors.counting()));
    if (counts.isEmpty()) {
      return "<p>None.</p>\n";
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<Kind, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(Kind::name))))
        .limit(MOST)
        .map(entry -> row(entry.getKey(), entry.getValue()))
        .collect(
            Collectors.joining(
                "",
                "<div class=\"wide\"><table>\n<thead>"
                    + Html.row("th", List.of("model", "failures", "why"))
                    + "</thead>\n<tbody>",
                "</tbody></table></div>\n"));
  }

  private static Kind kind(Trial trial) {
    return new Kind(Shown.name(trial.model(), trial.region()), trial.failure().orElseThrow());
  }

  private static String row(Kind kind, long count) {
    return Html.row(
        "td",
        List.of(Html.escaped(kind.name()), Long.toString(count), Html.excerpt(kind.reason())));
  }
}
