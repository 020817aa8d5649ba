package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.Feature;
import io.bactrian.config.LadderSettings.Ladder;
import io.bactrian.local.LocalApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LadderSettingsTest {

  private static Ladder with(String... keysAndValues) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return SettingsParser.parse(SettingSources.packedWith(map)).ladder();
  }

  private static void assertRefused(List<String> words, String... keysAndValues) {
    assertThatThrownBy(() -> with(keysAndValues))
        .isInstanceOf(InvalidSetting.class)
        .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
  }

  @Test
  void without_an_address_there_is_no_local_model() {
    assertThat(with().local()).isEmpty();
    assertThat(with("bactrian.local.url", " ").local()).isEmpty();
  }

  @Test
  void a_local_model_has_an_address_a_name_and_a_breaker_of_its_own() {
    Ladder ladder =
        with(
            "bactrian.local.url", "http://127.0.0.1:1",
            "bactrian.local.api", "openai",
            "bactrian.local.model", "llama",
            "bactrian.local.supports", "none",
            "bactrian.local.api-key", "secret-1",
            "bactrian.local.breaker.window-size", "9");
    var local = ladder.local().orElseThrow();
    assertThat(local.api()).isEqualTo(LocalApi.OPENAI);
    assertThat(local.supports()).isEmpty();
    assertThat(local.apiKey().orElseThrow().value()).isEqualTo("secret-1");
    assertThat(local.toString()).doesNotContain("secret-1");
    assertThat(ladder.localBreaker().windowSize()).isEqualTo(9);
  }

  @Test
  void what_is_wrong_with_a_local_model_is_told_but_its_key_never() {
    assertRefused(
        List.of("bactrian.local.model", "required"), "bactrian.local.url", "http://127.0.0.1:1");
    assertRefused(
        List.of("bactrian.local.url", "'here'", "http or https"),
        "bactrian.local.url",
        "here",
        "bactrian.local.model",
        "llama");
    assertThatThrownBy(() -> with("bactrian.local.api-key", "se cret"))
        .hasMessageContaining("bactrian.local.api-key")
        .hasMessageNotContaining("cret");
    assertRefused(List.of("bactrian.regions", "'local'"), "bactrian.regions", "local");
  }

  @Test
  void models_have_all_features_and_an_unknown_context_unless_told() {
    assertThat(with().traits().get("claude-haiku").supports())
        .containsExactlyInAnyOrder(Feature.values());
    assertThat(with().traits().get("claude-haiku").contextTokens()).isEmpty();
    var told =
        with(
                "bactrian.model.claude-haiku.supports", "tools, documents",
                "bactrian.model.claude-haiku.context-tokens", "200000")
            .traits()
            .get("claude-haiku");
    assertThat(told.supports()).containsExactlyInAnyOrder(Feature.TOOLS, Feature.DOCUMENTS);
    assertThat(told.contextTokens()).hasValue(200_000);
    assertRefused(
        List.of("bactrian.model.claude-haiku.supports", "'tool'", "tools, images, documents"),
        "bactrian.model.claude-haiku.supports",
        "tool");
  }

  @Test
  void rules_come_in_order_of_their_names() {
    var rules =
        with(
                "bactrian.degraded.rule.b.when", "two",
                "bactrian.degraded.rule.b.text", "Two.",
                "bactrian.degraded.rule.a.when", "one",
                "bactrian.degraded.rule.a.text", "One.")
            .rules();
    assertThat(rules).extracting(rule -> rule.text()).containsExactly("One.", "Two.");
  }

  @Test
  void a_rule_that_is_none_stops_the_start() {
    String when = "bactrian.degraded.rule.a.when";
    String text = "bactrian.degraded.rule.a.text";
    assertRefused(List.of(when, "'(b'", "RE2", "missing"), when, "(b", text, "B.");
    assertRefused(List.of(when, "RE2"), when, "(?=b)", text, "B.");
    assertRefused(List.of(when, ".text"), when, "b");
    assertRefused(List.of(text, ".when"), text, "B.");
    assertRefused(List.of("bactrian.degraded.rule.a.then"), "bactrian.degraded.rule.a.then", "B.");
  }
}
