package io.bactrian.evaluation.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.Trial;
import io.bactrian.evaluation.dataset.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowTrialsTest {

  private static final String PAIR =
      """
      {"id":"c-1","prompt":"Why?","system_prompt":"Be brief.","expected":"Yes.","use_case":"general",\
      "live":{"model":"haiku","region":"us-east-1","latency_ms":120,"input_tokens":10,"output_tokens":20},\
      "shadow":{"model":"nova","region":"us-west-2","latency_ms":80,"input_tokens":11,"output_tokens":21,\
      "answer":"So."},"strategy_version":"v1","at":"2026-11-21T20:00:00Z"}
      """;

  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("shadow.jsonl"), text);
  }

  @Test
  void a_pair_is_a_question_and_a_trial_of_each_model() throws IOException {
    ShadowTrials read = ShadowTrials.read(file(PAIR));
    assertThat(read.cases())
        .containsExactly(
            new EvaluationCase(
                "c-1",
                "general",
                "Why?",
                Optional.of("Be brief."),
                Optional.of("Yes."),
                List.of()));
    assertThat(read.trials())
        .containsExactly(
            trial("haiku", "Yes.", Optional.empty(), 120, 10, 20),
            trial("nova", "So.", Optional.empty(), 80, 11, 21));
  }

  @Test
  void its_questions_are_a_data_set_as_they_are() throws IOException {
    Path file = file(PAIR);
    assertThat(DataSet.read(file).cases()).isEqualTo(ShadowTrials.read(file).cases());
  }

  private static Trial trial(
      String model, String answer, Optional<String> failure, int millis, long input, long output) {
    return new Trial(
        "c-1",
        "general",
        model,
        "all",
        0,
        answer,
        failure,
        Duration.ofMillis(millis),
        Optional.empty(),
        input,
        output);
  }

  @Test
  void a_failure_of_the_candidate_is_told() throws IOException {
    String failed = PAIR.replace("\"So.\"", "\"\",\"failure\":\"target-timeout\"");
    assertThat(ShadowTrials.read(file(failed)).trials().getLast())
        .isEqualTo(trial("nova", "", Optional.of("target-timeout"), 80, 11, 21));
  }

  @Test
  void a_line_that_is_being_written_does_not_count() throws IOException {
    assertThat(ShadowTrials.read(file(PAIR + PAIR.substring(0, 100))).trials()).hasSize(2);
  }

  @Test
  void what_is_no_pair_is_told_with_its_line() throws IOException {
    assertThatThrownBy(() -> ShadowTrials.read(file(PAIR + "no JSON\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shadow.jsonl, line 2")
        .hasMessageContaining("no JSON");
    assertThatThrownBy(() -> ShadowTrials.read(file(PAIR.replace("\"expected\"", "\"answer\""))))
        .hasMessageContaining("line 1, is no pair of answers: 'expected' must be a text");
    assertThatThrownBy(() -> ShadowTrials.read(file(PAIR.replace("\"latency_ms\":80", "\"a\":1"))))
        .hasMessageContaining("latency_ms");
    assertThatThrownBy(() -> ShadowTrials.read(directory.resolve("none.jsonl")))
        .hasMessageContaining("cannot be read")
        .hasMessageContaining("none.jsonl");
    assertThatThrownBy(() -> ShadowTrials.read(file("")))
        .hasMessageContaining("has no pair of answers yet");
  }
}
