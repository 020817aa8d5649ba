package io.bactrian.evaluation.report;

import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.ScoredTrial;
import io.bactrian.evaluation.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The answers of the lowest quality, each with what was asked and expected. */
final class WorstAnswers {

  private static final int MOST = 10;

  private final Map<String, EvaluationCase> cases;

  WorstAnswers(List<EvaluationCase> cases) {
    this.cases =
        cases.stream()
            .collect(Collectors.toMap(EvaluationCase::id, Function.identity(), (one, same) -> one));
  }

  String of(List<ScoredTrial> trials) {
    return trials.stream()
        .filter(scored -> scored.trial().failure().isEmpty())
        .sorted(Comparator.comparingDouble(WorstAnswers::quality))
        .limit(MOST)
        .map(this::entry)
        .collect(Collectors.joining());
  }

  /** As the evaluation takes it; an answer that nothing judges is not bad. */
  private static double quality(ScoredTrial scored) {
    return scored.similarity().orElse(scored.assertionsPassed().orElse(1));
  }

  private String entry(ScoredTrial scored) {
    Trial trial = scored.trial();
    EvaluationCase asked = cases.get(trial.caseId());
    return """
        <article>
        <h3>%s <small>%s, %s, quality %s</small></h3>
        <dl><dt>asked</dt><dd>%s</dd><dt>expected</dt><dd>%s</dd><dt>answered</dt><dd>%s</dd></dl>
        </article>
        """
        .formatted(
            Html.escaped(trial.caseId()),
            Html.escaped(Shown.name(trial.model(), trial.region())),
            Html.escaped(trial.useCase()),
            Shown.score(quality(scored)),
            asked == null ? "" : Html.excerpt(asked.prompt()),
            asked == null ? "" : Html.excerpt(expected(asked)),
            Html.excerpt(trial.answer()));
  }

  private static String expected(EvaluationCase asked) {
    return asked
        .expected()
        .orElseGet(
            () ->
                asked.assertions().stream()
                    .map(assertion -> assertion.kind() + " " + assertion.value())
                    .collect(Collectors.joining("\n")));
  }
}
