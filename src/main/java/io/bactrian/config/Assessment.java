package io.bactrian.config;

import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.ScoredTrial;
import io.bactrian.evaluation.Trial;
import io.bactrian.evaluation.dataset.DataSet;
import io.bactrian.evaluation.rank.Ranking;
import io.bactrian.evaluation.rank.Weights;
import io.bactrian.evaluation.run.EvaluateOptions;
import io.bactrian.evaluation.run.OptionRules;
import io.bactrian.evaluation.score.Meaning;
import io.bactrian.evaluation.score.PriceTable;
import io.bactrian.evaluation.score.Scorer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the trials of a run are worth. */
record Assessment(DataSet data, Map<String, String> modelIds, PriceTable prices) {

  Evaluation of(List<Trial> trials, EvaluateOptions options) {
    Map<String, EvaluationCase> cases =
        data.cases().stream().collect(Collectors.toMap(EvaluationCase::id, one -> one));
    var meaning = new Meaning(Runtime.getRuntime().availableProcessors());
    var scorer = new Scorer(meaning, prices, modelIds);
    List<ScoredTrial> scored =
        trials.parallelStream()
            .map(trial -> scorer.score(cases.get(trial.caseId()), trial))
            .toList();
    double quality = OptionRules.qualityWeight(options);
    var weights = new Weights(quality, 1 - quality);
    return new Ranking(modelIds, weights, Sources.seeded(options.seed()))
        .of(data.name(), Sources.real().clock().instant(), scored);
  }
}
