package io.bactrian.evaluation.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.EvaluationCase.Assertion;
import io.bactrian.evaluation.EvaluationCase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading the questions of an evaluation. */
final class DataSetTest {

  private final Path work;

  DataSetTest(@TempDir Path work) {
    this.work = work;
  }

  private DataSet read(String name, String text) throws IOException {
    return DataSet.read(Files.writeString(work.resolve(name), text));
  }

  @Test
  void a_line_of_json_is_a_question() throws IOException {
    DataSet read =
        read(
            "mine.jsonl",
            """
            {"id":"a","prompt":"Hi?","expected":"Hello.","use_case":"greeting","system_prompt":"Be brief."}

            {"prompt":"1+1?","assert":[{"type":"regex","value":"\\\\b2\\\\b"},{"type":"not-contains","value":"3"}]}
            """);
    assertThat(read.name()).isEqualTo("mine");
    assertThat(read.cases())
        .containsExactly(
            new EvaluationCase(
                "a", "greeting", "Hi?", Optional.of("Be brief."), Optional.of("Hello."), List.of()),
            new EvaluationCase(
                "line-3",
                "general",
                "1+1?",
                Optional.empty(),
                Optional.empty(),
                List.of(
                    new Assertion(Kind.REGEX, "\\b2\\b"), new Assertion(Kind.NOT_CONTAINS, "3"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"prompt\":\"a\"|no JSON",
        "{\"prompt\":\"a\",\"prompt\":\"b\",\"expected\":\"c\"}|no JSON: Duplicate field 'prompt'",
        "{\"prompt\":\"a\",\"expected\":\"b\"} {}|no JSON",
        "[]|must be an object with assert, expected, id, prompt, system_prompt, use_case",
        "{\"promt\":\"a\"}|'promt' is unknown; allowed are assert, expected, id, prompt",
        "{\"expected\":\"a\"}|'prompt' is missing",
        "{\"prompt\":\"a\",\"expected\":7}|'expected' must be a text that is not blank",
        "{\"prompt\":\" \",\"expected\":\"b\"}|'prompt' must be a text that is not blank",
        "{\"prompt\":\"a\"}|the answer cannot be judged; give 'expected' or an assertion",
        "{\"prompt\":\"a\",\"assert\":{}}|'assert' must be a list",
        "{\"prompt\":\"a\",\"assert\":[{\"type\":\"like\",\"value\":\"b\"}]}|"
            + "assertion type 'like' is unknown; allowed are contains, equals, icontains",
        "{\"prompt\":\"a\",\"assert\":[{\"type\":\"regex\",\"value\":\"(\"}]}|"
            + "'(' is no regular expression of RE2",
        "{\"prompt\":\"a\",\"assert\":[{\"type\":\"equals\"}]}|needs a value",
        "{\"id\":\"first\",\"prompt\":\"a\",\"expected\":\"b\"}|id 'first' is taken by line 1",
      })
  void what_is_wrong_with_a_line_is_told_with_its_place(String line, String why) {
    assertThatThrownBy(
            () ->
                read(
                    "bad.jsonl", "{\"id\":\"first\",\"prompt\":\"a\",\"expected\":\"b\"}\n" + line))
        .isInstanceOf(InvalidDataSet.class)
        .hasMessageStartingWith("bad.jsonl, line 2: ")
        .hasMessageContaining(why);
  }

  @Test
  void a_configuration_of_promptfoo_asks_every_prompt_with_every_test() throws IOException {
    DataSet read =
        read(
            "foo.yaml",
            """
            description: greetings
            providers: [openai:gpt-4]
            prompts:
              - "Greet {{name}} in {{ language }}."
              - "Say hello to {{name}}."
            defaultTest:
              vars: {language: Norwegian}
              metadata: {use_case: greeting}
            tests:
              - vars: {name: Ola}
                assert:
                  - type: similar
                    value: Hei, {{name}}!
                    threshold: 0.8
                  - {type: icontains, value: hei}
              - vars: {name: Per, use_case: other, language: 5}
                metadata: {id: per, use_case: farewell}
                assert: [{type: equals, value: Hi}]
            """);
    assertThat(read.cases())
        .extracting(EvaluationCase::id, EvaluationCase::useCase, EvaluationCase::prompt)
        .map(tuple -> tuple.toList().stream().map(String::valueOf).collect(Collectors.joining("|")))
        .containsExactly(
            "line-10-prompt-1|greeting|Greet Ola in Norwegian.",
            "line-10-prompt-2|greeting|Say hello to Ola.",
            "per-prompt-1|farewell|Greet Per in 5.",
            "per-prompt-2|farewell|Say hello to Per.");
    assertThat(read.cases().getFirst().expected()).contains("Hei, Ola!");
    assertThat(read.cases().getFirst().assertions())
        .containsExactly(new Assertion(Kind.CONTAINS, "hei"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tests: [|line 3: no YAML",
        "tests: {}|line 2: 'tests' must be a list",
        "test: []|line 2: 'test' is unknown; allowed are",
        "tests: [{vars: {b: c}, assert: [{type: equals, value: d}]}]|"
            + "line 1: '{{a}}' is unknown; allowed are the names of vars: b",
        "tests: [{vars: {a: b}, assert: [{type: llm-rubric, value: d}]}]|"
            + "line 2: assertion type 'llm-rubric' is unknown; allowed are",
        "tests: [{vars: {a: b}, assert: [{type: equals}]}]|line 2: an assertion needs 'value'",
        "tests: [{vars: {a: [b, c]}}]|line 2: 'a' must be a text",
        "tests: [{vars: {a: b}}]|line 2: the answer cannot be judged",
        "description: d|line 1: 'tests' is missing",
        "tests: []|asks nothing",
      })
  void what_is_wrong_with_yaml_is_told_with_its_place(String tests, String why) {
    assertThatThrownBy(() -> read("bad.yml", "prompts: ['Say {{a}}']\n" + tests + "\n"))
        .isInstanceOf(InvalidDataSet.class)
        .hasMessageContaining("bad.yml")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"questions.csv", "questions"})
  void a_file_of_another_kind_is_refused(String name) {
    assertThatThrownBy(() -> read(name, "a"))
        .isInstanceOf(InvalidDataSet.class)
        .hasMessageContaining("allowed are files that end in .jsonl, .yaml or .yml, and 'shipped'");
  }

  @Test
  void a_file_that_is_no_text_or_missing_is_refused() throws IOException {
    Path file = Files.write(work.resolve("a.jsonl"), new byte[] {(byte) 0xc3, 0x28});
    assertThatThrownBy(() -> DataSet.read(file)).hasMessageContaining("is not UTF-8");
    assertThatThrownBy(() -> DataSet.read(work.resolve("none.jsonl")))
        .isInstanceOf(InvalidDataSet.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void the_shipped_one_asks_twenty_questions_or_more_of_each_use_case() {
    DataSet shipped = DataSet.read(Path.of("shipped"));
    Map<String, Long> byUseCase =
        shipped.cases().stream()
            .collect(Collectors.groupingBy(EvaluationCase::useCase, Collectors.counting()));
    assertThat(shipped.name()).isEqualTo("shipped");
    assertThat(shipped.cases()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(byUseCase).containsOnlyKeys("general", "product_question", "account_inquiry");
    assertThat(byUseCase.values()).allMatch(questions -> questions >= 20);
    assertThat(shipped.cases()).allMatch(question -> question.expected().isPresent());
  }
}
