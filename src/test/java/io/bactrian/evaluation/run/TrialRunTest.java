package io.bactrian.evaluation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bactrian.evaluation.Trial;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Questions put to two models of a real gateway. */
@Timeout(120)
class TrialRunTest {

  private static Rehearsal rehearsal;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    rehearsal = new Rehearsal();
  }

  @AfterEach
  void reset() {
    rehearsal.reset();
  }

  @AfterAll
  static void stop() {
    rehearsal.close();
  }

  private Path file() {
    return directory.resolve("trials.jsonl");
  }

  private static Stream<String> names(List<Trial> trials) {
    return trials.stream()
        .map(trial -> trial.caseId() + " " + trial.model() + " " + trial.repeat());
  }

  private static void assertEachOnce(List<Trial> trials) {
    assertThat(names(trials)).doesNotHaveDuplicates().hasSize(Rehearsal.TRIALS);
  }

  @Test
  void every_question_is_answered_by_the_model_that_it_was_put_to() throws Exception {
    List<Trial> trials = rehearsal.run(directory);
    assertEachOnce(trials);
    assertThat(rehearsal.received()).as("none from memory").isEqualTo(Rehearsal.TRIALS);
    assertThat(rehearsal.printed()).contains("\r[", "16/16 trials, 0:00 left, 16.0000 US dollars");
    assertThat(trials)
        .allSatisfy(
            trial -> {
              assertThat(trial.failure()).isEmpty();
              assertThat(trial.answer()).contains("question " + trial.caseId().substring(5));
              assertThat(trial.region()).isEqualTo("all");
              assertThat(trial.timeToFirstToken()).get().matches(Duration::isPositive);
              assertThat(trial.latency()).isGreaterThan(trial.timeToFirstToken().orElseThrow());
              assertThat(trial.inputTokens()).isPositive();
              assertThat(trial.outputTokens()).isPositive();
            });
  }

  @Test
  void a_run_goes_on_where_it_was_killed() throws Exception {
    List<Trial> first = rehearsal.mostCalls(5).run(directory);
    assertThat(first).hasSize(5);
    assertThat(rehearsal.isOutOfBudget()).isTrue();
    Files.writeString(file(), "{\"case\":\"case-0\",\"use_", StandardOpenOption.APPEND);

    rehearsal.mostCalls(Rehearsal.TRIALS);
    try (Journal journal = Journal.resume(file(), Rehearsal.PARAMETERS)) {
      assertEachOnce(rehearsal.run(journal));
    }
    assertThat(rehearsal.isOutOfBudget()).isFalse();
    assertThat(rehearsal.received()).isEqualTo(Rehearsal.TRIALS);
    try (Journal journal = Journal.resume(file(), Rehearsal.PARAMETERS)) {
      assertEachOnce(rehearsal.run(journal));
      assertThat(journal.trials()).startsWith(inMicroseconds(first.getFirst()));
    }
    assertThat(rehearsal.received()).isEqualTo(Rehearsal.TRIALS);
  }

  private static Trial inMicroseconds(Trial trial) {
    return TrialJson.read(TrialJson.write(trial));
  }

  @Test
  void no_question_is_asked_beyond_the_budget_in_dollars() throws Exception {
    assertThat(rehearsal.mostUsd(6).run(directory)).hasSizeBetween(6, 9);
    assertThat(rehearsal.isOutOfBudget()).isTrue();
  }

  @Test
  void a_stop_ends_the_run_at_once_and_keeps_whole_trials_only() throws Exception {
    rehearsal.set(Fault.silence().forModel("*sonnet*"));
    try (Journal journal = Journal.begin(file(), Rehearsal.PARAMETERS)) {
      CompletableFuture<List<Trial>> run =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return rehearsal.run(journal);
                } catch (IOException | InterruptedException failed) {
                  throw new CompletionException(failed);
                }
              },
              // The common pool may have a single thread, which the client for HTTP needs.
              task -> Thread.ofVirtual().start(task));
      await().until(() -> !journal.trials().isEmpty());
      rehearsal.stop();
      assertThat(run.join()).allMatch(trial -> trial.failure().isEmpty());
      assertThat(Files.readAllLines(file())).hasSize(1 + run.join().size());
    }
  }

  @Test
  void what_another_model_answers_is_a_failure() throws Exception {
    rehearsal.set(Fault.exception(FaultKind.ACCESS_DENIED).forModel("*sonnet*"));
    List<Trial> trials = rehearsal.run(directory);
    assertEachOnce(trials);
    assertThat(trials)
        .filteredOn(trial -> trial.model().equals("sonnet"))
        .hasSize(Rehearsal.TRIALS / 2)
        .allMatch(trial -> trial.answer().isEmpty())
        .extracting(trial -> trial.failure().orElseThrow())
        .allMatch(why -> why.matches("degraded \\(model\\), by us-\\w+-\\d/claude-haiku"));
    assertThat(trials)
        .filteredOn(trial -> trial.model().equals("claude-haiku"))
        .allMatch(trial -> trial.failure().isEmpty());
  }

  @Test
  void another_run_is_not_gone_on_with() throws IOException {
    assertThatThrownBy(() -> Journal.resume(file(), Rehearsal.PARAMETERS))
        .hasMessageContaining("nothing to resume");
    Journal.begin(file(), new RunParameters(Map.of("repeats", "3"))).close();
    assertThatThrownBy(() -> Journal.begin(file(), Rehearsal.PARAMETERS))
        .hasMessageContaining("is there already: --resume");
    assertThatThrownBy(() -> Journal.resume(file(), Rehearsal.PARAMETERS))
        .hasMessageContaining("of another run: repeats was 3 and is 2");
    Files.writeString(file(), "{}\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Journal.resume(file(), new RunParameters(Map.of("repeats", "3"))))
        .hasMessageContaining("trials.jsonl, line 2, is no trial");
  }

  @Test
  void the_order_is_that_of_the_seed_and_models_take_turns() {
    List<Question> questions = Rehearsal.questions();
    assertThat(questions).isEqualTo(Rehearsal.questions()).hasSize(Rehearsal.TRIALS);
    for (int i = 0; i < questions.size(); i += 2) {
      assertThat(questions.get(i).asked()).isEqualTo(questions.get(i + 1).asked());
      assertThat(questions.get(i).model()).isNotEqualTo(questions.get(i + 1).model());
    }
  }
}
