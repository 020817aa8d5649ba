package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command scores what a gateway has kept of shadow traffic, without any gateway. */
@Timeout(60)
class EvaluateShadowTest {

  private static final String PAIR =
      """
      {"id":"%s","prompt":"How many humps has a camel?","expected":"A Bactrian camel has two humps.",\
      "use_case":"general","live":{"model":"claude-haiku","region":"us-east-1","latency_ms":100,\
      "input_tokens":10,"output_tokens":20},"shadow":{"model":"nova","region":"us-west-2",\
      "latency_ms":300,"input_tokens":10,"output_tokens":20,"answer":"%s"}}
      """;

  @TempDir private Path directory;
  private Evaluations evaluations;
  private Path pairs;

  @BeforeEach
  void write() throws IOException {
    evaluations = new Evaluations(directory, Map.of());
    pairs =
        Files.writeString(
            directory.resolve("shadow.jsonl"),
            PAIR.formatted("one", "Bactrian camels have two humps.")
                + PAIR.formatted("two", "The weather is fine today.")
                + "{\"torn");
  }

  @Test
  void both_models_are_scored_against_the_live_answer() throws IOException {
    String told =
        evaluations.run(0, "--shadow", pairs.toString(), "--out", evaluations.out(), "--seed", "7");

    assertThat(told).contains("Quality is how near an answer comes to the live one");
    Path results = Path.of(evaluations.out(), "model_evaluation_results.csv");
    List<String> rows = Files.readAllLines(results);
    assertThat(rows).anyMatch(row -> row.contains("claude-haiku"));
    assertThat(rows).anyMatch(row -> row.contains("nova"));
    assertThat(Path.of(evaluations.out(), "model_evaluation_report.html")).isNotEmptyFile();
    assertThat(Path.of(evaluations.out(), "model_selection_strategy.json")).doesNotExist();
  }

  @Test
  void what_would_ask_or_apply_is_refused_beside_it() {
    for (String[] more :
        new String[][] {
          {"--apply-to", "strategy.json"}, {"--compare"}, {"--gateway", "http://127.0.0.1:1"}
        }) {
      String[] arguments = new String[more.length + 2];
      arguments[0] = "--shadow";
      arguments[1] = pairs.toString();
      System.arraycopy(more, 0, arguments, 2, more.length);
      assertThat(evaluations.run(2, arguments))
          .contains("option --shadow is '" + pairs + "'; allowed: with --out");
    }
    assertThat(evaluations.run(2, "--shadow", "no.jsonl")).contains("no.jsonl");
  }
}
