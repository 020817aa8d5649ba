package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingSourcesTest {

  private static final String KEY = "bactrian.http.port";

  @TempDir private Path directory;

  private Path file(String content) throws Exception {
    return Files.writeString(directory.resolve("application.properties"), content);
  }

  @Test
  void the_packed_file_speaks_where_nothing_else_does() {
    var sources = SettingSources.of(directory.resolve("none"), Map.of(), Map.of());
    assertThat(sources.find(KEY)).contains("8000");
    assertThat(sources.isOverridden(KEY)).isFalse();
    assertThat(sources.find("bactrian.nothing")).isEmpty();
  }

  @Test
  void a_file_wins_over_the_packed_one_key_by_key() throws Exception {
    var sources = SettingSources.of(file(KEY + "=1\n"), Map.of(), Map.of());
    assertThat(sources.find(KEY)).contains("1");
    assertThat(sources.find("bactrian.http.host")).contains("0.0.0.0");
  }

  @Test
  void the_environment_wins_over_files_and_a_system_property_over_all() throws Exception {
    Path file = file(KEY + "=1\n");
    Map<String, String> environment = Map.of("BACTRIAN_HTTP_PORT", "2");

    assertThat(SettingSources.of(file, environment, Map.of()).find(KEY)).contains("2");
    var all = SettingSources.of(file, environment, Map.of(KEY, "3"));
    assertThat(all.find(KEY)).contains("3");
    assertThat(all.isOverridden(KEY)).isTrue();
  }

  @Test
  void the_environment_speaks_for_keys_with_any_signs() {
    var sources =
        SettingSources.of(
            directory.resolve("none"),
            Map.of("BACTRIAN_TARGET_US_EAST_1_CLAUDE_HAIKU_BREAKER_WINDOW_SIZE", "9"),
            Map.of());
    assertThat(sources.find("bactrian.target.us-east-1/claude-haiku.breaker.window-size"))
        .contains("9");
    var settings = SettingsParser.parse(sources);
    assertThat(settings.breakers().get("us-east-1/claude-haiku").windowSize()).isEqualTo(9);
    assertThat(settings.breakers().get("us-west-2/claude-haiku").windowSize()).isEqualTo(6);
  }

  @Test
  void camel_sees_what_is_in_force() throws Exception {
    var sources =
        SettingSources.of(
            file("bactrian.events.queue-size=200\ncamel.main.name=mine\n"),
            Map.of("BACTRIAN_HTTP_PORT", "2"),
            Map.of("camel.management.port", "7", "java.home", "elsewhere"));
    assertThat(sources.forCamel())
        .containsEntry("bactrian.events.queue-size", "200")
        .containsEntry("bactrian.http.port", "2")
        .containsEntry("camel.main.name", "mine")
        .containsEntry("camel.management.port", "7")
        .doesNotContainKey("java.home");
  }

  @Test
  void files_are_utf_8_and_values_are_stripped() throws Exception {
    var sources = SettingSources.of(file("bactrian.degraded.text=Grüße  \n"), Map.of(), Map.of());
    assertThat(sources.find("bactrian.degraded.text")).contains("Grüße");
  }

  @Test
  void an_unknown_key_stops_the_start_wherever_a_file_or_property_sets_it() throws Exception {
    var inFile = SettingSources.of(file("bactrian.http.prot=1\n"), Map.of(), Map.of());
    assertThatThrownBy(() -> SettingsParser.parse(inFile))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("bactrian.http.prot");
    var asProperty = SettingSources.packedWith(Map.of("bactrian.breaker.window", "1"));
    assertThatThrownBy(() -> SettingsParser.parse(asProperty))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("bactrian.breaker.window");
  }

  @Test
  void keys_of_regions_and_models_that_do_not_exist_are_unknown() {
    for (String key :
        new String[] {
          "bactrian.region.mars-1.weight",
          "bactrian.model.claude-haiku.name",
          "bactrian.target.us-east-1/sonnet.model-id",
          "bactrian.target.us-east-1/claude-haiku.breaker.colour",
          "bactrian.simulator.target.us-east-1/sonnet.latency"
        }) {
      assertThatThrownBy(() -> SettingsParser.parse(SettingSources.packedWith(Map.of(key, "1"))))
          .as(key)
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining(key);
    }
  }

  @Test
  void ids_of_models_that_are_not_in_use_may_stay() {
    var other =
        Map.of("bactrian.models", "s", "bactrian.model.s.id", "x", "bactrian.default-model", "s");
    assertThat(SettingsParser.parse(SettingSources.packedWith(other)).targets())
        .extracting(target -> target.modelId())
        .containsOnly("x");
  }

  @Test
  void the_sources_of_this_process_are_there() {
    assertThat(SettingSources.ofProcess().find("camel.main.name")).contains("bactrian");
  }
}
