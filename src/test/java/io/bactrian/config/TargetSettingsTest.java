package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.Target;
import io.bactrian.call.Target.Group;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetSettingsTest {

  private static final String HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

  private static GatewaySettings with(String... keysAndValues) {
    return SettingsParser.parse(SettingSources.packedWith(map(keysAndValues)));
  }

  private static Map<String, String> map(String... keysAndValues) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static void assertRefused(List<String> words, String... keysAndValues) {
    assertThatThrownBy(() -> with(keysAndValues))
        .isInstanceOf(InvalidSetting.class)
        .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
  }

  @Test
  void a_target_is_every_model_in_every_region() {
    GatewaySettings settings =
        with(
            "bactrian.regions", "eu-west-1, us-east-1",
            "bactrian.models", "haiku,sonnet",
            "bactrian.default-model", "haiku",
            "bactrian.model.haiku.id", "h",
            "bactrian.model.sonnet.id", "s",
            "bactrian.region.eu-west-1.weight", "3",
            "bactrian.region.us-east-1.order", "0",
            "bactrian.region.eu-west-1.order", "9",
            "bactrian.target.us-east-1/sonnet.model-id", "arn:s");
    assertThat(settings.targets())
        .containsExactly(
            new Target("eu-west-1", "haiku", "h", 3, 9),
            new Target("us-east-1", "haiku", "h", 1, 0),
            new Target("eu-west-1", "sonnet", "s", 3, 9),
            new Target("us-east-1", "sonnet", "arn:s", 1, 0, Group.PRIMARY, "us", "s"));
    assertThat(settings.defaultModel()).isEqualTo("haiku");
  }

  private static String[] threeModels(String... more) {
    return Stream.concat(
            Stream.of(
                "bactrian.models", "claude-haiku,nova,opus",
                "bactrian.model.nova.id", "n",
                "bactrian.model.opus.id", "o"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void a_model_may_have_others_that_stand_in_in_their_order() {
    assertThat(with().fallbackModels()).isEmpty();
    assertThat(
            with(threeModels(
                    "bactrian.model.claude-haiku.fallbacks", "opus, nova",
                    "bactrian.model.nova.fallbacks", "claude-haiku",
                    "bactrian.model.opus.fallbacks", " "))
                .fallbackModels())
        .containsOnly(
            Map.entry("claude-haiku", List.of("opus", "nova")),
            Map.entry("nova", List.of("claude-haiku")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"claude", "claude-haiku", "nova,nova", "nova,,opus", "nova,", "nova opus", "NOVA"})
  void what_stands_in_is_another_model_of_ours_and_only_once(String fallbacks) {
    String key = "bactrian.model.claude-haiku.fallbacks";
    assertRefused(
        List.of(key, "'" + fallbacks + "'", "once", ": nova, opus"), threeModels(key, fallbacks));
  }

  @Test
  void where_there_is_one_model_none_stands_in() {
    String key = "bactrian.model.claude-haiku.fallbacks";
    assertRefused(List.of(key, "'nova'", "bactrian.models has no other"), key, "nova");
    assertRefused(
        List.of("unknown setting bactrian.model.nova.fallbacks"),
        "bactrian.model.nova.fallbacks",
        "claude-haiku");
  }

  @Test
  void a_regions_endpoint_may_be_elsewhere() {
    GatewaySettings settings =
        with("bactrian.region.us-east-1.endpoint", "https://vpc.example:8443");
    assertThat(settings.regions().getFirst().endpoint())
        .isEqualTo(URI.create("https://vpc.example:8443"));
    assertThat(settings.regions().getLast().endpoint()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vpc.example", "ftp://vpc.example", "http://", "http://a b", "https:///x"})
  void an_endpoint_that_is_no_address_is_refused(String endpoint) {
    assertRefused(
        List.of("bactrian.region.us-east-1.endpoint", endpoint, "http or https"),
        "bactrian.region.us-east-1.endpoint",
        endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "us-east-1,us-east-1",
        "us east",
        "US-EAST-1",
        "us-east-1,,us-west-2",
        "a/b",
        "a.b"
      })
  void regions_have_plain_and_different_names(String regions) {
    assertRefused(List.of("bactrian.regions"), "bactrian.regions", regions);
  }

  @Test
  void some_region_must_weigh_something() {
    assertRefused(
        List.of("bactrian.region.<region>.weight", "1 to 1000"),
        "bactrian.region.us-east-1.weight",
        "0",
        "bactrian.region.us-west-2.weight",
        "0");
    assertThat(with("bactrian.region.us-east-1.weight", "0").regions().getFirst().weight())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"weight", "order"})
  void weights_and_orders_have_their_range(String what) {
    String key = "bactrian.region.us-east-1." + what;
    with(key, "0");
    with(key, "1000");
    assertRefused(List.of(key, "'1001'", "from 0 to 1000"), key, "1001");
    assertRefused(List.of(key, "'-1'", "from 0 to 1000"), key, "-1");
  }

  @Test
  void a_first_pause_is_not_longer_than_the_longest() {
    assertRefused(
        List.of("bactrian.cool-down.throttled", "'2m'", "throttled-max", "1m"),
        "bactrian.cool-down.throttled",
        "2m");
  }

  @Test
  void ports_of_the_simulator_may_not_collide() {
    GatewaySettings settings = with("bactrian.simulator.control-port", "8102");
    assertThatThrownBy(() -> EmbeddedSimulator.settings(settings))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("bactrian.simulator")
        .hasMessageContaining("different ports");
  }

  @Test
  void what_is_automatic_depends_on_the_mode() {
    assertThat(with().operating().testEndpoints()).isTrue();
    assertThat(with("bactrian.bedrock.mode", "aws").operating().testEndpoints()).isFalse();
    assertThat(with("bactrian.bedrock.mode", "aws").operating().adminPublic()).isFalse();
    assertThat(
            with("bactrian.bedrock.mode", "aws", "bactrian.admin.public", "true")
                .operating()
                .adminPublic())
        .isTrue();
    assertThat(
            with("bactrian.http.health-and-metrics", "false").operating().healthAndMetricsPublic())
        .isFalse();
  }

  @Test
  void simulated_targets_have_times_of_their_own() {
    GatewaySettings settings =
        with(
            "bactrian.simulator.latency", "1s",
            "bactrian.simulator.target.us-west-2/claude-haiku.latency", "p50=300ms,p99=2s");
    assertThat(settings.simulator().targets())
        .containsExactly(
            new GatewaySettings.SimulatedTarget("us-east-1", HAIKU, "1s", "20ms", 1),
            new GatewaySettings.SimulatedTarget("us-west-2", HAIKU, "p50=300ms,p99=2s", "20ms", 1));
  }

  @Test
  void use_cases_have_texts_of_their_own() {
    assertThat(with("bactrian.degraded.use-case.sales", "Call us.").degraded().byUseCase())
        .containsEntry("sales", "Call us.")
        .containsKeys("general", "product_question", "account_inquiry");
  }
}
