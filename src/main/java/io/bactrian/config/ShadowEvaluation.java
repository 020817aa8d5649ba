package io.bactrian.config;

import io.bactrian.call.Target;
import io.bactrian.config.EvaluateCommand.Console;
import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.Trial;
import io.bactrian.evaluation.dataset.DataSet;
import io.bactrian.evaluation.report.EvaluationFiles;
import io.bactrian.evaluation.report.ReportFacts;
import io.bactrian.evaluation.run.EvaluateOptions;
import io.bactrian.evaluation.score.PriceTable;
import io.bactrian.evaluation.shadow.ShadowTrials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the pairs of answers are worth that a gateway has kept of shadow traffic. */
record ShadowEvaluation(GatewaySettings settings, EvaluateOptions options, Console console) {

  /** Writes results and report; there is no strategy in it, as the live model cannot lose. */
  void run(Path pairs) throws IOException {
    ShadowTrials kept = ShadowTrials.read(pairs);
    PriceTable prices = options.prices().map(PriceTable::read).orElseGet(PriceTable::shipped);
    var data = new DataSet(pairs.getFileName().toString(), kept.cases());
    Evaluation evaluation = new Assessment(data, modelIds(kept), prices).of(kept.trials(), options);
    var files = new EvaluationFiles(EvaluationTask.directory(options));
    files.write(evaluation, new ReportFacts(data.cases(), prices.date(), EvaluationTask.version()));
    ResultLines.of(evaluation).forEach(console.out()::println);
    files.written().forEach(file -> console.out().println("Written: " + file));
    console.out().println("Quality is how near an answer comes to the live one, which is 1.");
  }

  private Map<String, String> modelIds(ShadowTrials kept) {
    Map<String, String> ids = new HashMap<>();
    for (Target target : settings.targets()) {
      ids.putIfAbsent(target.model(), target.configuredId());
    }
    for (Trial trial : kept.trials()) {
      ids.putIfAbsent(trial.model(), trial.model());
    }
    return ids;
  }
}
