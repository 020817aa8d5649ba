package io.bactrian.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.config.EvaluateCommand.Console;
import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.Trial;
import io.bactrian.evaluation.dataset.DataSet;
import io.bactrian.evaluation.report.ReportFacts;
import io.bactrian.evaluation.run.Budget;
import io.bactrian.evaluation.run.EvaluateOptions;
import io.bactrian.evaluation.run.Journal;
import io.bactrian.evaluation.run.Progress;
import io.bactrian.evaluation.run.RunParameters;
import io.bactrian.evaluation.score.PriceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One evaluation from its data sets to its results. */
final class EvaluationTask {

  /** How an evaluation ends. */
  enum Ending {
    COMPLETE,
    OUT_OF_BUDGET,
    STOPPED
  }

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'evaluation-'yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final SettingSources sources;
  private final GatewaySettings settings;
  private final EvaluateOptions options;
  private final Console console;
  private final CompletableFuture<Void> stopped;

  EvaluationTask(
      SettingSources sources,
      GatewaySettings settings,
      EvaluateOptions options,
      Console console,
      CompletableFuture<Void> stopped) {
    this.sources = sources;
    this.settings = settings;
    this.options = options;
    this.console = console;
    this.stopped = stopped;
  }

  /**
   * Evaluates.
   *
   * @return how it ended
   */
  Ending run() throws IOException, InterruptedException {
    DataSet data = JoinedDataSets.read(options.data());
    PriceTable prices = options.prices().map(PriceTable::read).orElseGet(PriceTable::shipped);
    Contenders contenders = Contenders.of(options, settings);
    requirePrices(contenders, prices);
    var deployment = new StrategyDeployment(options, settings.modelStrategy());
    deployment.check();
    Path out = directory(options);
    Files.createDirectories(out);
    List<Trial> trials;
    int total;
    try (Journal journal = journal(out.resolve("trials.jsonl"), parameters(data, contenders))) {
      var collection = new TrialCollection(sources, settings, options, contenders, stopped);
      total = collection.total(data.cases());
      collect(collection, data, journal, budget(contenders, prices), total);
      trials = journal.trials();
    }
    console.out().println(trials.size() + " of " + total + " trials are in " + out);
    boolean complete = trials.size() == total;
    if (!complete) {
      console.out().println("To go on: the same command with --resume --out " + out);
    }
    if (stopped.isDone() || trials.isEmpty()) {
      return stopped.isDone() ? Ending.STOPPED : Ending.OUT_OF_BUDGET;
    }
    Evaluation evaluation = new Assessment(data, contenders.modelIds(), prices).of(trials, options);
    new EvaluationOutcome(settings, options, deployment, console)
        .conclude(
            evaluation, new ReportFacts(data.cases(), prices.date(), version()), out, complete);
    return complete ? Ending.COMPLETE : Ending.OUT_OF_BUDGET;
  }

  private void collect(
      TrialCollection collection, DataSet data, Journal journal, Budget budget, int total)
      throws IOException, InterruptedException {
    budget.resume(journal.trials());
    var progress =
        new Progress(
            console.out(),
            console.terminal(),
            journal.trials().size(),
            total,
            budget,
            Sources.real().nanoClock());
    collection.collect(data.cases(), journal, budget, progress);
    progress.end();
  }

  static Path directory(EvaluateOptions options) {
    return options.out().orElseGet(() -> Path.of(NAME.format(Sources.real().clock().instant())));
  }

  /** As the jar tells it. */
  static String version() {
    return Optional.ofNullable(EvaluationTask.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  private Budget budget(Contenders contenders, PriceTable prices) {
    return new Budget(
        options.budgetUsd().map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
        options.budgetCalls().map(OptionalInt::of).orElseGet(OptionalInt::empty),
        trial -> cost(contenders, prices, trial));
  }

  private Journal journal(Path file, RunParameters parameters) throws IOException {
    return options.resume() ? Journal.resume(file, parameters) : Journal.begin(file, parameters);
  }

  /** What has to be the same for trials to be compared; neither budget nor weights have. */
  private RunParameters parameters(DataSet data, Contenders contenders) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("data set", data.name());
    values.put("questions", digest(data));
    values.put("models", contenders.modelIds().toString());
    values.put("regions", contenders.regions().toString());
    values.put("answered by", contenders.backend());
    values.put("repeats", Integer.toString(options.repeats()));
    values.put("seed", Long.toString(options.seed()));
    return new RunParameters(values);
  }

  private static String digest(DataSet data) {
    return UUID.nameUUIDFromBytes(data.cases().toString().getBytes(UTF_8)).toString();
  }

  private void requirePrices(Contenders contenders, PriceTable prices) {
    contenders
        .modelIds()
        .forEach(
            (model, id) -> {
              if (options.budgetUsd().isPresent() && prices.costUsd(id, 1, 1).isEmpty()) {
                throw new IllegalArgumentException(
                    "option --budget-usd needs the price of "
                        + model
                        + " ("
                        + id
                        + "); allowed: with a price of it in --prices, or --budget-calls");
              }
            });
  }

  private static OptionalDouble cost(Contenders contenders, PriceTable prices, Trial trial) {
    return prices.costUsd(
        contenders.modelIds().get(trial.model()), trial.inputTokens(), trial.outputTokens());
  }
}
