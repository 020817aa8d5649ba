package io.bactrian.evaluation.run;

import io.bactrian.config.Gateway;
import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.Trial;
import io.bactrian.fixture.LocalGateway;
import io.bactrian.simulator.BedrockSimulator;
import io.bactrian.simulator.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Runs of a few questions to two models of one gateway before its simulator. */
final class Rehearsal implements AutoCloseable {

  static final List<String> MODELS = List.of("claude-haiku", "sonnet");
  static final RunParameters PARAMETERS = new RunParameters(Map.of("repeats", "2"));
  static final int TRIALS = 16;

  private static final String SONNET = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final int REPEATS = 2;
  private static final int CONCURRENCY = 4;

  private final Gateway gateway =
      LocalGateway.start(
          Map.of(
              "bactrian.models", String.join(",", MODELS),
              "bactrian.model.sonnet.id", SONNET,
              "bactrian.model.sonnet.fallbacks", "claude-haiku",
              "bactrian.cache.mode", "read-through",
              "bactrian.simulator.token-pace", "1ms"));

  private OptionalInt mostCalls = OptionalInt.empty();
  private OptionalDouble mostUsd = OptionalDouble.empty();
  private CompletableFuture<Void> stopped = new CompletableFuture<>();
  private ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Budget budget;

  static List<EvaluationCase> cases() {
    return IntStream.range(0, TRIALS / REPEATS / MODELS.size())
        .mapToObj(
            i ->
                new EvaluationCase(
                    "case-" + i,
                    "general",
                    "question " + i,
                    Optional.of("Be brief."),
                    Optional.empty(),
                    List.of()))
        .toList();
  }

  static List<Question> questions() {
    return Question.all(cases(), MODELS, REPEATS, new Random(1));
  }

  Rehearsal mostCalls(int calls) {
    mostCalls = OptionalInt.of(calls);
    return this;
  }

  /** Each trial costs a dollar. */
  Rehearsal mostUsd(double usd) {
    mostUsd = OptionalDouble.of(usd);
    return this;
  }

  /** Asks what the journal does not have, and returns all that it has then. */
  List<Trial> run(Journal journal) throws IOException, InterruptedException {
    budget = new Budget(mostUsd, mostCalls, trial -> OptionalDouble.of(1));
    List<Trial> before = journal.trials();
    budget.resume(before);
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var progress = new Progress(out, true, before.size(), TRIALS, budget, System::nanoTime);
    var patience = new Patience(1, Duration.ofSeconds(5), 2);
    try (var client = new GatewayClient(uri(), "all", System::nanoTime)) {
      new TrialRun(new PersistentClient(client, patience, stopped), journal, budget, progress)
          .run(
              questions().stream()
                  .filter(question -> before.stream().noneMatch(question::isThatOf))
                  .toList(),
              CONCURRENCY);
    }
    progress.end();
    return journal.trials();
  }

  /** The same with a journal of its own. */
  List<Trial> run(Path directory) throws IOException, InterruptedException {
    try (Journal journal = Journal.begin(directory.resolve("trials.jsonl"), PARAMETERS)) {
      return run(journal);
    }
  }

  void stop() {
    stopped.complete(null);
  }

  boolean isOutOfBudget() {
    return budget.isReached();
  }

  String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + gateway.port());
  }

  void set(Fault fault) {
    simulator().faults().set(fault);
  }

  BedrockSimulator simulator() {
    return gateway.backend().simulator().orElseThrow();
  }

  long received() {
    return simulator().endpoints().keySet().stream()
        .mapToLong(region -> simulator().calls().calls(region))
        .sum();
  }

  /** As it was in the beginning. */
  void reset() {
    simulator().faults().clear();
    simulator().calls().reset();
    mostCalls = OptionalInt.empty();
    mostUsd = OptionalDouble.empty();
    stopped = new CompletableFuture<>();
    printed = new ByteArrayOutputStream();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
