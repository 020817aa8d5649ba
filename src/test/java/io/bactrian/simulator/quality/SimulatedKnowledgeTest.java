package io.bactrian.simulator.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.simulator.scope.Scope;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedKnowledgeTest {

  private static final int QUESTIONS = 400;

  private static AnswerSheet sheet(int questions) {
    return sheet(
        IntStream.range(0, questions)
            .mapToObj(
                "{\"id\":\"%1$d\",\"prompt\":\"What is %1$d?\",\"expected\":\"It is %1$d\"}"
                    ::formatted)
            .collect(Collectors.joining("\n")));
  }

  private static AnswerSheet sheet(String lines) {
    try {
      return AnswerSheet.read(new StringReader(lines));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static SimulatedKnowledge knowledge(long seed, double quality) {
    var rule = new QualityRule(new Scope("us-*", "m"), quality);
    return new SimulatedKnowledge(sheet(QUESTIONS), List.of(rule), seed);
  }

  private static Set<Integer> known(SimulatedKnowledge knowledge) {
    return IntStream.range(0, QUESTIONS)
        .filter(i -> answer(knowledge, "us-east-1", i).equals("It is " + i + " (simulated)"))
        .boxed()
        .collect(Collectors.toSet());
  }

  private static String answer(SimulatedKnowledge knowledge, String region, int question) {
    return knowledge.answer(region, "m", "What is " + question + "?").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0.25, 70, 130", "0.5, 160, 240", "0.9, 335, 385", "1, 400, 400"})
  void a_model_knows_its_share_of_the_questions(double quality, int least, int most) {
    assertThat(known(knowledge(1, quality))).hasSizeBetween(least, most);
  }

  @Test
  void it_knows_the_same_ones_in_every_run_and_others_with_another_seed() {
    assertThat(known(knowledge(1, 0.5)))
        .isEqualTo(known(knowledge(1, 0.5)))
        .isNotEqualTo(known(knowledge(2, 0.5)));
  }

  @Test
  void a_better_model_knows_what_a_worse_one_knows_and_more() {
    Set<Integer> better = known(knowledge(7, 0.6));
    Set<Integer> worse = known(knowledge(7, 0.55));
    assertThat(better).containsAll(worse).hasSizeGreaterThan(worse.size());
  }

  @Test
  void what_it_does_not_know_it_answers_like_another_question() {
    SimulatedKnowledge none = knowledge(1, 0);
    for (int question = 0; question < QUESTIONS; question++) {
      assertThat(answer(none, "us-east-1", question))
          .startsWith("It is ")
          .endsWith(" (simulated)")
          .isNotEqualTo("It is " + question + " (simulated)");
    }
  }

  @Test
  void the_only_answer_there_is_becomes_its_opposite() {
    var alone =
        new SimulatedKnowledge(sheet(1), List.of(new QualityRule(Scope.everywhere(), 0)), 0);
    assertThat(answer(alone, "x", 0)).isEqualTo("It is not true that: It is 0 (simulated)");
  }

  @Test
  void a_model_without_a_rule_knows_all() {
    assertThat(answer(knowledge(1, 0), "eu-west-1", 5)).isEqualTo("It is 5 (simulated)");
  }

  @Test
  void a_question_that_is_not_on_the_sheet_has_no_answer() {
    assertThat(knowledge(1, 1).answer("us-east-1", "m", "What is love?")).isEmpty();
    assertThat(SimulatedKnowledge.none().answer("us-east-1", "m", "What is 1?")).isEmpty();
  }

  @Test
  void blank_lines_and_questions_without_an_answer_are_left_aside() {
    AnswerSheet sheet =
        sheet(
            "\n{\"prompt\":\"a\"}\n\n{\"prompt\":\" b \",\"expected\":\"c\",\"use_case\":\"d\"}\n");
    assertThat(sheet.expected("a")).isEmpty();
    assertThat(sheet.expected("b\n")).contains("c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"prompt\"", "{\"prompt\":1}", "{\"expected\":\"x\"}"})
  void a_line_that_is_no_question_is_named(String line) {
    assertThatThrownBy(() -> sheet("{\"prompt\":\"a\"}\n" + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line 2 must be a JSON object with the text \"prompt\"");
  }

  @Test
  void a_quality_beyond_its_range_is_refused() {
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new QualityRule(Scope.everywhere(), wrong))
          .hasMessageContaining("from 0 to 1");
    }
  }
}
