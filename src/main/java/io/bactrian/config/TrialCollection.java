package io.bactrian.config;

import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.Trial;
import io.bactrian.evaluation.run.Budget;
import io.bactrian.evaluation.run.EvaluateOptions;
import io.bactrian.evaluation.run.GatewayClient;
import io.bactrian.evaluation.run.Journal;
import io.bactrian.evaluation.run.Patience;
import io.bactrian.evaluation.run.PersistentClient;
import io.bactrian.evaluation.run.Progress;
import io.bactrian.evaluation.run.Question;
import io.bactrian.evaluation.run.TrialRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Makes the trials that a journal does not have yet, region by region. */
final class TrialCollection {

  private static final int WARM_UP_CALLS = 2;
  private static final int RETRIES = 3;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int HOPELESS = 5;

  private final SettingSources sources;
  private final GatewaySettings settings;
  private final EvaluateOptions options;
  private final Contenders contenders;
  private final CompletableFuture<Void> stopped;

  TrialCollection(
      SettingSources sources,
      GatewaySettings settings,
      EvaluateOptions options,
      Contenders contenders,
      CompletableFuture<Void> stopped) {
    this.sources = sources;
    this.settings = settings;
    this.options = options;
    this.contenders = contenders;
    this.stopped = stopped;
  }

  /** How many trials there are when all are made. */
  int total(List<EvaluationCase> cases) {
    return questions(cases).size() * contenders.regions().size();
  }

  /**
   * Asks until the journal has all, the budget is reached or the run is stopped.
   *
   * @throws IOException when the journal cannot be written
   */
  void collect(List<EvaluationCase> cases, Journal journal, Budget budget, Progress progress)
      throws IOException, InterruptedException {
    for (String region : contenders.regions()) {
      List<Trial> made =
          journal.trials().stream().filter(trial -> trial.region().equals(region)).toList();
      List<Question> missing =
          questions(cases).stream()
              .filter(question -> made.stream().noneMatch(question::isThatOf))
              .toList();
      if (!missing.isEmpty() && !budget.isReached() && !stopped.isDone()) {
        collect(region, missing, journal, budget, progress);
      }
    }
  }

  private void collect(
      String region, List<Question> missing, Journal journal, Budget budget, Progress progress)
      throws IOException, InterruptedException {
    try (EvaluatedGateway gateway = gateway(region);
        var client = new GatewayClient(gateway.uri(), region, Sources.real().nanoClock())) {
      var patience = new Patience(RETRIES, LONGEST_WAIT, HOPELESS);
      var run =
          new TrialRun(new PersistentClient(client, patience, stopped), journal, budget, progress);
      run.warmUp(warmUp(missing), contenders.models().size());
      run.run(missing, options.concurrency());
    }
  }

  private List<Question> warmUp(List<Question> missing) {
    return contenders.models().stream()
        .flatMap(
            model ->
                missing.stream()
                    .filter(question -> question.model().equals(model))
                    .limit(WARM_UP_CALLS))
        .toList();
  }

  private List<Question> questions(List<EvaluationCase> cases) {
    return Question.all(
        cases, contenders.models(), options.repeats(), Sources.seeded(options.seed()));
  }

  private EvaluatedGateway gateway(String region) {
    return options
        .gateway()
        .map(EvaluatedGateway::running)
        .orElseGet(() -> EvaluatedGateway.start(sources, settings, region));
  }
}
