package io.bactrian.evaluation.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bactrian.fixture.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether similarity tells those who say the same from those who say the contrary. */
final class MeaningTest {

  private static final Path PAIRS =
      Path.of("src", "test", "resources", "evaluation", "pairs.jsonl");

  /** What is found to say the contrary is never above. */
  private static final double SAME = Meaning.CONTRADICTED;

  private static final Meaning MEANING = new Meaning(2);
  private static final List<Judged> JUDGED = new ArrayList<>();

  /** A pair of the list and what the judgement made of it. */
  private record Judged(String relation, boolean heldBack, double similarity) {}

  @BeforeAll
  static void judge() throws IOException {
    for (String line : Files.readAllLines(PAIRS)) {
      JsonNode pair = new JsonMapper().readTree(line);
      JUDGED.add(
          new Judged(
              pair.get("relation").asText(),
              pair.get("held_back").asBoolean(),
              MEANING.of(pair.get("expected").asText(), pair.get("answer").asText())));
    }
  }

  private static double[] of(String relation, Predicate<Judged> which) {
    return JUDGED.stream()
        .filter(judged -> judged.relation().equals(relation))
        .filter(which)
        .mapToDouble(Judged::similarity)
        .toArray();
  }

  /** Those that were held back were not looked at while the rules were made. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nine_of_ten_pairs_are_on_their_side_of_the_threshold(boolean heldBack) {
    double[] same = of("paraphrase", judged -> judged.heldBack() == heldBack);
    double[] contrary = of("contradiction", judged -> judged.heldBack() == heldBack);
    double right =
        IntStream.range(0, same.length).filter(one -> same[one] > SAME).count()
            + IntStream.range(0, contrary.length).filter(one -> contrary[one] <= SAME).count();
    assertThat(same).hasSizeGreaterThanOrEqualTo(20);
    assertThat(contrary).hasSizeGreaterThanOrEqualTo(20);
    assertThat(right / (same.length + contrary.length)).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void no_paraphrase_is_as_far_off_as_what_is_unrelated() {
    double nearest = Arrays.stream(of("unrelated", judged -> true)).max().orElseThrow();
    assertThat(Arrays.stream(of("paraphrase", judged -> true)).min().orElseThrow())
        .isGreaterThan(nearest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "You can return it within 30 days.|Sure! You can return it within 30 days, as long as it"
            + " has not been used. We do not pay for the parcel.",
        "The battery lasts 28 hours.|The battery lasts 28 hours. Charging it takes 2 hours.",
        "No, points cannot be paid out in cash.|Points can't be paid out in cash.",
        "Delivery takes a month.|Delivery takes 30 days.",
        "The journey takes 1 hour and 45 minutes.|The journey takes 105 minutes.",
        "No, the first reminder is free.|There is no fee for the first reminder.",
      })
  void what_an_answer_adds_is_no_contradiction(String expected, String answer) {
    assertThat(MEANING.of(expected, answer)).isGreaterThan(SAME);
  }

  @Test
  void a_text_means_the_same_as_itself_and_nothing_means_nothing() {
    assertThat(MEANING.of("The shop opens at nine.", "The shop opens at nine."))
        .isGreaterThan(0.999);
    assertThat(MEANING.of("The shop opens at nine.", " ")).isZero();
  }

  @Test
  void an_answer_of_any_length_is_compared() {
    String answer = "The shop opens at nine and sells bread, cake and coffee. ".repeat(200);
    assertThat(MEANING.of("The shop opens at nine.", answer)).isBetween(SAME, 1.0);
  }

  @Test
  void many_threads_may_ask() {
    List<Double> answers =
        IntStream.range(0, 40)
            .parallel()
            .mapToObj(time -> MEANING.of("Ice floats on water.", "Water carries ice."))
            .toList();
    assertThat(answers).containsOnly(answers.getFirst());
  }

  /** What it costs to know the evaluation without using it. */
  static final class Unused {

    private Unused() {}

    public static void main(String[] args) {
      new Scorer(new Meaning(1), PriceTable.shipped(), Map.of());
    }
  }

  @Test
  void nobody_loads_a_model_who_compares_nothing() throws Exception {
    String loaded =
        Program.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "--class-path",
                System.getProperty("java.class.path"),
                Unused.class.getName())
            .run();
    assertThat(loaded.contains(Meaning.class.getName())).isTrue();
    assertThat(loaded.contains("ai.onnxruntime.")).isFalse();
    assertThat(loaded.contains("ai.djl.")).isFalse();
  }
}
