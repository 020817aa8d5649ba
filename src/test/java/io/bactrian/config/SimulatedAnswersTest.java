package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedAnswersTest {

  private static final String MODEL = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

  @TempDir Path directory;

  private static SimulatorSettings simulator(Map<String, String> settings) {
    return EmbeddedSimulator.settings(SettingsParser.parse(SettingSources.packedWith(settings)));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("answers.jsonl"), content);
  }

  @Test
  void a_target_answers_from_the_file_as_well_as_its_quality_says() throws IOException {
    Path file =
        file("{\"prompt\":\"One?\",\"expected\":\"1\"}\n{\"prompt\":\"Two?\",\"expected\":\"2\"}");
    SimulatorSettings simulator =
        simulator(
            Map.of(
                "bactrian.simulator.answers",
                file.toString(),
                "bactrian.simulator.target.us-west-2/claude-haiku.quality",
                "0"));
    assertThat(simulator.knowledge().answer("us-east-1", MODEL, "One?")).contains("1 (simulated)");
    assertThat(simulator.knowledge().answer("us-west-2", MODEL, "One?")).contains("2 (simulated)");
  }

  @Test
  void without_answers_no_question_is_known() {
    assertThat(simulator(Map.of()).knowledge().answer("us-east-1", MODEL, "One?")).isEmpty();
  }

  @Test
  void a_broken_file_stops_the_start_and_its_line_is_named() throws IOException {
    Path file = file("{\"prompt\":\"One?\"}\n{\"prompt\"");
    assertThatThrownBy(() -> simulator(Map.of("bactrian.simulator.answers", file.toString())))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("bactrian.simulator.answers")
        .hasMessageContaining("line 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "-1", "half"})
  void a_quality_beyond_its_range_stops_the_start(String quality) {
    String key = "bactrian.simulator.target.us-east-1/claude-haiku.quality";
    assertThatThrownBy(() -> simulator(Map.of(key, quality)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining(key)
        .hasMessageContaining("from 0 to 1");
  }
}
