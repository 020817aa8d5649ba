package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakerKeysTest {

  private static GatewaySettings with(String... keysAndValues) {
    Map<String, String> overrides = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      overrides.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return SettingsParser.parse(SettingSources.packedWith(overrides));
  }

  private static void assertRefused(List<String> words, String... keysAndValues) {
    assertThatThrownBy(() -> with(keysAndValues))
        .isInstanceOf(InvalidSetting.class)
        .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
  }

  @Test
  void a_target_may_have_a_breaker_of_its_own() {
    String own = "bactrian.target.us-west-2/claude-haiku.breaker.";
    GatewaySettings settings = with(own + "open-duration", "5s", own + "failure-rate", "20");
    var west = settings.breakers().get("us-west-2/claude-haiku");
    var east = settings.breakers().get("us-east-1/claude-haiku");
    assertThat(west.openDuration()).hasSeconds(5);
    assertThat(west.failureRate()).isEqualTo(20f);
    assertThat(west.windowSize()).isEqualTo(6);
    assertThat(east).isEqualTo(settings.standardBreaker());
  }

  @Test
  void a_targets_own_value_out_of_range_is_told_with_its_own_key() {
    String key = "bactrian.target.us-west-2/claude-haiku.breaker.failure-rate";
    assertRefused(List.of(key, "'0'", "1 to 100"), key, "0");
  }

  @Test
  void a_breaker_cannot_wait_for_more_calls_than_it_keeps() {
    assertRefused(
        List.of("bactrian.breaker.minimum-calls", "'3'", "bactrian.breaker.window-size"),
        "bactrian.breaker.window-size",
        "2");
    String own = "bactrian.target.us-west-2/claude-haiku.breaker.minimum-calls";
    assertRefused(List.of(own, "'7'", "which is 6"), own, "7");
    assertThat(with(own, "6").breakers().get("us-west-2/claude-haiku").minimumCalls()).isEqualTo(6);
  }

  @Test
  void a_window_of_time_is_not_held_to_the_size_of_a_window_of_calls() {
    assertThat(with().standardBreaker().windowDuration()).isEmpty();
    String own = "bactrian.target.us-west-2/claude-haiku.breaker.";
    GatewaySettings settings =
        with(
            own + "window-type", "time", own + "window-duration", "2m", own + "minimum-calls", "9");
    var west = settings.breakers().get("us-west-2/claude-haiku");
    assertThat(west.windowDuration()).contains(Duration.ofMinutes(2));
    assertThat(west.minimumCalls()).isEqualTo(9);
    assertThat(settings.breakers().get("us-east-1/claude-haiku").windowDuration()).isEmpty();
  }

  @Test
  void a_window_of_time_has_whole_seconds() {
    String key = "bactrian.breaker.window-duration";
    assertRefused(List.of(key, "'1500ms'", "whole seconds"), key, "1500ms");
    assertRefused(
        List.of(key, "'1500ms'", "whole seconds"),
        key,
        "1500ms",
        "bactrian.breaker.window-type",
        "time");
  }

  @Test
  void the_longest_interval_is_never_shorter_than_the_first() {
    var settings = with("bactrian.breaker.open-duration", "10m").standardBreaker();
    assertThat(settings.openDuration()).hasMinutes(10);
    assertThat(settings.growth().longest()).hasMinutes(5);
  }
}
