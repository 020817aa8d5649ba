package io.bactrian.strategy;

import static io.bactrian.strategy.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.Feature;
import io.bactrian.call.ModelTraits;
import io.bactrian.strategy.StrategyDocument.ModelScore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrategyParserTest {

  private final StrategyParser parser = Documents.parser();

  private StrategyDocument parse(String text) throws InvalidStrategy {
    return parser.parse(bytes(text));
  }

  @Test
  void the_format_of_the_aws_sample_is_legal_as_it_stands() throws InvalidStrategy {
    StrategyDocument document = parse(Documents.SEED);
    assertThat(document.primaryModel()).isEqualTo("sonnet");
    assertThat(document.fallbackModels()).containsExactly("titan");
    assertThat(document.scores())
        .containsExactly(
            new ModelScore(Documents.SONNET_ID, 10.11, 0.9, 0, 0.63, "", ""),
            new ModelScore(Documents.TITAN_ID, 4.78, 0.5, 0.527, 0.508, "", ""));
    assertThat(parse("{\"primary_model\":\"titan\",\"use_case_models\":{\"q\":\"titan\"}}"))
        .extracting(StrategyDocument::useCaseModels)
        .isEqualTo(Map.of("q", "titan"));
  }

  @Test
  void every_member_is_read_and_models_are_called_by_their_aliases() throws InvalidStrategy {
    assertThat(parse(Documents.FULL))
        .isEqualTo(
            new StrategyDocument(
                "2026-11-21.a",
                "sonnet",
                List.of("titan"),
                Map.of("general", "titan", "a/b", "sonnet"),
                Map.of("sonnet", 95, "titan", 5),
                Map.of("general", Map.of("titan", 1, "sonnet", 0)),
                Map.of(
                    "sonnet",
                    new ModelTraits(Set.of(Feature.TOOLS, Feature.IMAGES), OptionalInt.of(200_000)),
                    "titan",
                    new ModelTraits(Set.of(Feature.DOCUMENTS), OptionalInt.of(9_000))),
                List.of(new ModelScore("gone", 1, 1, 0, 0.5, "2026-11-21T10:15:30Z", "shipped"))));
  }

  @Test
  void a_document_without_a_version_is_named_after_its_bytes() throws InvalidStrategy {
    String one = parse("{\"primary_model\":\"sonnet\"}").version();
    assertThat(one).matches("[0-9a-f]{12}");
    assertThat(parse("{\"primary_model\":\"sonnet\"}").version()).isEqualTo(one);
    assertThat(parse("{\"primary_model\": \"sonnet\"}").version()).isNotEqualTo(one);
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_text() throws InvalidStrategy {
    assertThat(parse("\uFEFF" + Documents.SEED).primaryModel()).isEqualTo("sonnet");
  }

  @Test
  void what_is_wrong_is_told_with_its_place_and_what_is_allowed() {
    assertRefused("{\"primary_model\":\n  \"gpt\"}", "line 2, column 3, /primary_model: ", "gpt");
    assertRefused("{\"primary_model\":\"gpt\"}", "unknown model 'gpt'", "allowed: [amazon.titan");
    assertRefused("{}", "line 1, column 1, document: ", "'primary_model'", "required");
    assertRefused("[]", "array found, object expected");
    assertRefused(with("\"primary\":1"), "/primary: unknown; allowed: [$schema, version,");
    assertRefused(
        with("\"models\":{\"titan\":{\"max\":1}}"),
        "line 1, column 52, /models/titan/max: unknown; allowed: [supports, context_tokens]");
    assertRefused(with("\"version\":\"a b\""), "/version: ", "^[A-Za-z0-9._-]{1,64}$");
    assertRefused(
        with("\"models\":{\"titan\":{\"supports\":[\"smell\"]}}"), "\"tools\", \"images\"");
    assertRefused(with("\"weights\":{\"sonnet\":1001}"), "/weights/sonnet: ", "1000");
    assertRefused(with("\"weights\":{\"sonnet\":1.5}"), "number found, integer expected");
    assertRefused(with("\"use_case_models\":{\"\":\"sonnet\"}"), "/use_case_models", "1 character");
    assertRefused(with("\"model_scores\":[{}]"), "/model_scores/0: ", "'model_id'");
  }

  @Test
  void what_makes_no_sense_is_refused() {
    assertRefused(
        with("\"fallback_models\":[\"titan\",\"sonnet\"]"), "/1: 'sonnet' is the primary");
    assertRefused(
        with("\"fallback_models\":[\"" + Documents.SONNET_ID + "\"]"), "is the primary_model");
    assertRefused(with("\"fallback_models\":[\"titan\",\"titan\"]"), "'titan' is there twice");
    assertRefused(with("\"weights\":{\"titan\":1}"), "/weights: must have the primary_model");
    assertRefused(with("\"weights\":{\"sonnet\":0,\"titan\":0}"), "all weights are 0");
    assertRefused(
        with("\"weights\":{\"sonnet\":1,\"" + Documents.SONNET_ID + "\":1}"), "there twice");
    assertRefused(
        with("\"use_case_weights\":{\"q\":{\"titan\":1}}"), "/use_case_weights/q: no use case");
    assertRefused(
        with("\"use_case_models\":{\"q\":\"titan\"},\"use_case_weights\":{\"q\":{\"sonnet\":1}}"),
        "/use_case_weights/q: must have the use case's model 'titan'");
  }

  @Test
  void all_problems_are_told_but_no_more_than_ten() {
    assertThatThrownBy(() -> parse("{\"primary_model\":1,\"version\":2,\"weights\":3}"))
        .isInstanceOfSatisfying(
            InvalidStrategy.class, invalid -> assertThat(invalid.problems()).hasSize(3));
    String many = "\"x\",".repeat(49) + "\"x\"";
    assertThatThrownBy(() -> parse(with("\"fallback_models\":[" + many + "]")))
        .hasMessageEndingWith("; and 89 more")
        .isInstanceOfSatisfying(
            InvalidStrategy.class, invalid -> assertThat(invalid.problems()).hasSize(10));
  }

  @Test
  void what_is_no_json_is_refused() {
    assertRefused("", "nothing is there");
    assertRefused("null", "null found, object expected");
    assertRefused(with("\"version\":\"a\",\n\"version\":\"b\""), "line 2", "Duplicate field");
    assertRefused(Documents.SEED + "{}", "line 11, column 1", "after the end");
    assertRefused(Documents.SEED + "x", "line 11", "no legal JSON");
    assertRefused("{\"primary_model\":" + "[".repeat(100_000), "nesting depth (17)", "16");
    assertRefused(" ".repeat(1 << 20) + "{}", "at most 1048576 are allowed");
    byte[] latin = "{\"primary_model\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> parser.parse(latin)).hasMessageContaining("not in UTF-8");
  }

  @Test
  void a_reason_is_one_short_line_whatever_the_document_has_in_it() {
    String nasty = "\"a\\n2026 WARN forged\\u0007" + "b".repeat(1_500) + "\"";
    assertThatThrownBy(() -> parse("{\"primary_model\":" + nasty + "," + nasty + ":1}"))
        .satisfies(
            refused ->
                assertThat(refused.getMessage())
                    .hasSizeLessThan(1_500)
                    .doesNotContainPattern("\\p{Cntrl}"));
  }

  private static String with(String members) {
    return "{\"primary_model\":\"sonnet\"," + members + "}";
  }

  private void assertRefused(String text, String... told) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InvalidStrategy.class)
        .satisfies(refused -> assertThat(refused.getMessage()).contains(told));
  }
}
