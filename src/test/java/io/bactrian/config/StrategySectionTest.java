package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.config.StrategySection.ModelStrategy;
import io.bactrian.fixture.RecordedEvents;
import io.bactrian.strategy.InvalidStrategy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of the strategy document, and what is made of them. */
class StrategySectionTest {

  private static GatewaySettings parse(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put("bactrian." + settings[i], settings[i + 1]);
    }
    return SettingsParser.parse(SettingSources.packedWith(all));
  }

  private static StrategyParts parts(GatewaySettings settings) {
    return new StrategyParts(settings, new RecordedEvents(), Sources.real());
  }

  @Test
  void the_region_is_the_first_of_ours_unless_told() {
    assertThat(parse().modelStrategy().appConfig().region()).isEqualTo("us-east-1");
    assertThat(parse("model-strategy.appconfig.region", "eu-west-1").modelStrategy().appConfig())
        .extracting(appConfig -> appConfig.region())
        .isEqualTo("eu-west-1");
  }

  @Test
  void real_credentials_are_not_for_what_stands_in_for_aws() {
    String endpoint = "model-strategy.appconfig.endpoint";
    ModelStrategy simulated = parse(endpoint, "http://localhost:1").modelStrategy();
    ModelStrategy real =
        parse(endpoint, "http://localhost:1", "bedrock.mode", "aws").modelStrategy();
    assertThat(simulated.appConfig().madeUpCredentials()).isTrue();
    assertThat(real.appConfig().madeUpCredentials()).isFalse();
    assertThat(parse().modelStrategy().appConfig().madeUpCredentials()).isFalse();
  }

  @Test
  void names_that_appconfig_would_not_take_stop_the_start() {
    assertThatThrownBy(() -> parse("model-strategy.appconfig.profile", "p".repeat(129)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("bactrian.model-strategy.appconfig.profile")
        .hasMessageContaining("1 to 128");
  }

  @Test
  void a_start_without_its_file_ends_with_the_key(@TempDir Path directory) {
    var settings =
        parse(
            "model-strategy.source",
            "file",
            "model-strategy.file",
            directory.resolve("absent.json").toString());
    try (StrategyParts parts = parts(settings)) {
      assertThatThrownBy(parts::start)
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("bactrian.model-strategy.file")
          .hasMessageContaining("absent.json")
          .hasMessageContaining("NoSuchFileException");
    }
  }

  @Test
  void a_document_may_name_models_as_calls_do() throws InvalidStrategy {
    var settings =
        parse(
            "models", "claude-haiku,nova",
            "model.nova.id", "amazon.nova-lite-v1:0",
            "target.us-west-2/nova.model-id", "us.amazon.nova-lite-v1:0");
    try (StrategyParts parts = parts(settings)) {
      for (String name :
          new String[] {"nova", "amazon.nova-lite-v1:0", "us.amazon.nova-lite-v1:0"}) {
        byte[] document = ("{\"primary_model\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(parts.parser().parse(document).primaryModel()).isEqualTo("nova");
      }
      assertThat(parts.inForce().current()).isEmpty();
    }
  }
}
