package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.Target;
import io.bactrian.call.Target.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsFileTest {

  private static final String KEY = "bactrian.endpoints-file";
  private static final Path SAMPLE = Path.of("docs", "bedrock_endpoints.conf");
  private static final String BASE = "anthropic.claude-x-v1:0";

  @TempDir private Path folder;

  private static GatewaySettings with(Path file, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put(KEY, file.toString());
    settings.put("bactrian.model.claude-haiku.id", BASE);
    return SettingsParser.parse(SettingSources.packedWith(settings));
  }

  private Path written(String json) throws IOException {
    return Files.writeString(folder.resolve("endpoints.conf"), json.replace('\'', '"'));
  }

  @Test
  void the_sample_of_the_docs_defines_regions_groups_and_prefixes() {
    GatewaySettings settings = with(SAMPLE, Map.of());
    assertThat(settings.targets())
        .extracting(Target::region)
        .containsExactly("us-west-2", "us-east-1", "eu-west-3", "ap-southeast-2");
    assertThat(settings.targets())
        .extracting(Target::group)
        .containsExactly(Group.PRIMARY, Group.PRIMARY, Group.NORMAL, Group.NORMAL);
    assertThat(settings.targets())
        .extracting(Target::modelId)
        .containsExactly("us." + BASE, "us." + BASE, "eu." + BASE, BASE);
    assertThat(settings.availableFrom()).containsEntry("eu-west-3", Instant.EPOCH);
  }

  @Test
  void settings_of_ones_own_win_over_the_file() {
    GatewaySettings settings =
        with(
            SAMPLE,
            Map.of(
                "bactrian.regions", "eu-west-3,eu-west-1,us-east-1",
                "bactrian.region.eu-west-3.group", "primary",
                "bactrian.region.eu-west-3.profile-prefix", "none",
                "bactrian.region.us-east-1.profile-prefix", "global"));
    assertThat(settings.targets())
        .extracting(Target::modelId)
        .containsExactly(BASE, BASE, "global." + BASE);
    assertThat(settings.targets()).extracting(Target::group).containsOnly(Group.PRIMARY);
  }

  @Test
  void it_wins_over_the_regions_of_the_seed_variables() throws IOException {
    Path file = written("[{'region':'eu-west-3','next_available_time':1700000000}]");
    var sources =
        new SettingSources(
            packed(), Map.of("AWS_REGION_1", "sa-east-1"), Map.of(KEY, file.toString()));
    GatewaySettings settings = SettingsParser.parse(sources);
    assertThat(settings.targets()).extracting(Target::region).containsExactly("eu-west-3");
    assertThat(settings.targets()).extracting(Target::group).containsExactly(Group.NORMAL);
    assertThat(settings.availableFrom())
        .isEqualTo(Map.of("eu-west-3", Instant.ofEpochSecond(1_700_000_000)));
  }

  private static Map<String, String> packed() {
    Map<String, String> packed = new HashMap<>();
    SettingSources.packedWith(Map.of())
        .forCamel()
        .forEach((key, value) -> packed.put(key.toString(), value.toString()));
    return packed;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                      | a JSON array of at least one object",
        "[]                                      | a JSON array of at least one object",
        "['us-east-1']                           | element 1 is not legal; allowed: an object",
        "[{'region':'a'},{'region':'a'}]         | element 2 is not legal; allowed: each region once",
        "[{'region':'a'},{'primary':true}]       | element 2, member region",
        "[{'region':'US East'}]                  | element 1, member region",
        "[{'region':'a','primary':'yes'}]        | member primary is not legal; allowed: true or false",
        "[{'region':'a','region_profile_prefix':null}] | member region_profile_prefix",
        "[{'region':'a','next_available_time':1.5}] | whole number from 0 to 4102444800",
        "[{'region':'a','next_available_time':1700000000000}] | from 0 to 4102444800",
        "[{'region':'a','weight':2}]             | member weight is not legal; allowed: one of [region",
        "[{'region':'a','region':'b'}]           | line 1 is not legal",
        "[{'region':'a'}] []                     | line 1 is not legal",
        "[{'region':'a',}]                       | line 1 is not legal"
      })
  void a_broken_file_is_refused_with_its_place(String json, String words) throws IOException {
    Path file = written(json);
    assertThatThrownBy(() -> with(file, Map.of()))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining(KEY)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(words);
  }

  @Test
  void a_prefix_that_does_not_fit_is_refused_with_its_region() throws IOException {
    Path file = written("[{'region':'eu-west-3','region_profile_prefix':'us'}]");
    assertThatThrownBy(() -> with(file, Map.of()))
        .isInstanceOf(InvalidSetting.class)
        .satisfies(
            refused ->
                assertThat(refused.getMessage())
                    .contains(
                        List.of(KEY, "region_profile_prefix of eu-west-3", "'us'", "eu, global")));
  }
}
