package io.bactrian.evaluation.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.EvaluationCase.Assertion;
import io.bactrian.evaluation.EvaluationCase.Kind;
import io.bactrian.evaluation.ScoredTrial;
import io.bactrian.evaluation.Trial;
import io.bactrian.evaluation.dataset.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one answer is worth, but for its meaning. */
final class ScorerTest {

  private static final Similarity HALF = (expected, answer) -> 0.5;

  private final PriceTable prices =
      new PriceTable(
          "2026-11-21",
          Map.of(
              "maker.model", new PriceTable.Price(1, 5),
              "maker.model-large", new PriceTable.Price(10, 20)));
  private final Scorer scorer =
      new Scorer(HALF, prices, Map.of("large", "us.maker.model-large-v1:0"));

  private static Trial trial(String answer, Optional<String> failure) {
    return new Trial(
        "c",
        "general",
        "large",
        "all",
        0,
        answer,
        failure,
        Duration.ZERO,
        Optional.empty(),
        1000,
        100);
  }

  private static EvaluationCase question(Optional<String> expected, Assertion... assertions) {
    return new EvaluationCase("c", "general", "?", Optional.empty(), expected, List.of(assertions));
  }

  @Test
  void an_answer_is_compared_with_what_was_expected() {
    ScoredTrial scored =
        scorer.score(
            question(Optional.of("Water boils at 100 degrees")),
            trial("water BOILS  at\n90", Optional.empty()));
    assertThat(scored.similarity()).hasValue(0.5);
    assertThat(scored.lexicalOverlap()).hasValue(3.0 / 5);
    assertThat(scored.assertionsPassed()).isEmpty();
    assertThat(scored.costUsd().orElseThrow()).isCloseTo(0.012, within(1e-12));
  }

  @Test
  void a_failure_is_worth_nothing_even_where_silence_would_pass() {
    ScoredTrial scored =
        scorer.score(
            question(Optional.of("a"), new Assertion(Kind.NOT_CONTAINS, "b")),
            trial("", Optional.of("503")));
    assertThat(scored.similarity()).hasValue(0);
    assertThat(scored.lexicalOverlap()).hasValue(0);
    assertThat(scored.assertionsPassed()).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "EQUALS, Yes., ' Yes. ', true",
    "EQUALS, Yes., yes., false",
    "CONTAINS, YES, oh yes, true",
    "CONTAINS, yes, no, false",
    "NOT_CONTAINS, Yes, oh yes, false",
    "REGEX, \\b4[0-9]\\b, it is 42., true",
    "REGEX, ^42$, it is 42, false",
  })
  void an_assertion_holds_or_not(Kind kind, String value, String answer, boolean holds) {
    ScoredTrial scored =
        scorer.score(
            question(
                Optional.empty(), new Assertion(kind, value), new Assertion(Kind.CONTAINS, "")),
            trial(answer, Optional.empty()));
    assertThat(scored.assertionsPassed()).hasValue(holds ? 1 : 0.5);
    assertThat(scored.similarity()).isEmpty();
  }

  @Test
  void the_expected_answers_of_the_shipped_data_set_pass_their_own_assertions() {
    assertThat(DataSet.read(Path.of("shipped")).cases())
        .allSatisfy(
            question ->
                assertThat(
                        scorer
                            .score(
                                question,
                                trial(question.expected().orElseThrow(), Optional.empty()))
                            .assertionsPassed()
                            .orElse(1))
                    .isEqualTo(1));
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic.claude-haiku-4-5-20251001-v1:0, 6",
    "us.anthropic.claude-haiku-4-5-20251001-v1:0, 6",
    "global.anthropic.claude-haiku-4-5-20251001-v1:0, 6",
    "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.amazon.nova-pro-v1:0, 4",
  })
  void a_region_does_not_hide_the_price(String modelId, double dollars) {
    assertThat(PriceTable.shipped().costUsd(modelId, 1_000_000, 1_000_000).orElseThrow())
        .isCloseTo(dollars, within(1e-9));
  }

  @Test
  void what_has_no_price_is_not_free() {
    assertThat(prices.costUsd("us.unknown.model", 1, 1)).isEqualTo(OptionalDouble.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|line 1: no JSON",
        "{\"date\":\"2026-01-01\"}|'models' must have prices",
        "{\"date\":\"soon\",\"models\":{\"a\":{\"input\":1,\"output\":1}}}|'date' must say when",
        "{\"date\":\"2026-01-01\",\"models\":{\"a\":{\"input\":-1,\"output\":1}}}|'a' needs input",
      })
  void a_price_table_that_is_wrong_is_refused_with_the_reason(
      String text, String why, @TempDir Path work) throws IOException {
    Path file = Files.writeString(work.resolve("prices.json"), text);
    assertThatThrownBy(() -> PriceTable.read(file))
        .isInstanceOf(InvalidPriceTable.class)
        .hasMessageContaining("prices.json")
        .hasMessageContaining(why);
  }
}
