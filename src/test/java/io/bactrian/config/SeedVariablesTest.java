package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.Target;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Variables of the environment without our prefix, which are also honoured. */
class SeedVariablesTest {

  private static final String HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

  private static GatewaySettings inEnvironment(Map<String, String> properties, String... names) {
    return SettingsParser.parse(SettingSources.of(Path.of("none"), map(names), properties));
  }

  private static Map<String, String> map(String... keysAndValues) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  @Test
  void seed_variables_name_the_regions() {
    GatewaySettings settings =
        inEnvironment(Map.of(), "AWS_REGION_1", "eu-west-1", "AWS_REGION_2", "eu-north-1");
    assertThat(settings.targets())
        .extracting(Target::region)
        .containsExactly("eu-west-1", "eu-north-1");
    assertThat(inEnvironment(Map.of(), "AWS_REGION_2", "eu-north-1").regions())
        .extracting(GatewaySettings.Region::name)
        .containsExactly("eu-north-1");
  }

  @Test
  void a_setting_wins_over_a_seed_variable() {
    assertThat(
            inEnvironment(Map.of("bactrian.regions", "us-east-1"), "AWS_REGION_1", "eu-west-1")
                .regions())
        .extracting(GatewaySettings.Region::name)
        .containsExactly("us-east-1");
    assertThat(
            inEnvironment(Map.of(), "AWS_REGION_1", "eu-west-1", "BACTRIAN_REGIONS", "ap-south-1")
                .regions())
        .extracting(GatewaySettings.Region::name)
        .containsExactly("ap-south-1");
  }

  @Test
  void seed_variables_are_checked_and_named() {
    assertThatThrownBy(
            () -> inEnvironment(Map.of(), "AWS_REGION_1", "eu-west-1", "AWS_REGION_2", "eu-west-1"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("AWS_REGION_1, AWS_REGION_2");
  }

  @Test
  void the_seed_variable_for_the_model_is_the_default_models_id() {
    assertThat(inEnvironment(Map.of()).targets().getFirst().modelId()).isEqualTo(HAIKU);
    assertThat(inEnvironment(Map.of(), "MODEL_ID", "m").targets())
        .extracting(Target::modelId)
        .containsOnly("m");
    assertThat(
            inEnvironment(Map.of("bactrian.model.claude-haiku.id", "own"), "MODEL_ID", "m")
                .targets())
        .extracting(Target::modelId)
        .containsOnly("own");
  }

  @Test
  void the_seed_variable_for_the_strategy_may_be_in_any_spelling() {
    assertThat(inEnvironment(Map.of()).strategy()).isEqualTo("round-robin");
    assertThat(inEnvironment(Map.of(), "LOAD_BALANCER_STRATEGY", "WEIGHTED").strategy())
        .isEqualTo("weighted");
    assertThat(inEnvironment(Map.of(), "LOAD_BALANCER_STRATEGY", "round_robin").strategy())
        .isEqualTo("round-robin");
    assertThat(
            inEnvironment(
                    Map.of("bactrian.strategy", "failover"), "LOAD_BALANCER_STRATEGY", "weighted")
                .strategy())
        .isEqualTo("failover");
    assertThatThrownBy(() -> inEnvironment(Map.of(), "LOAD_BALANCER_STRATEGY", "random"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("'random'")
        .hasMessageContaining("round-robin, weighted, failover");
  }
}
