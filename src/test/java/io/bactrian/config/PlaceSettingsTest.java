package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.Target;
import io.bactrian.call.Target.Group;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceSettingsTest {

  private static final String BASE = "anthropic.claude-x-v1:0";
  private static final String PROFILE =
      "arn:aws:bedrock:eu-west-3:123456789012:application-inference-profile/abcdef123456";

  private static List<Target> targets(String modelId, String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bactrian.regions", "us-east-1,eu-west-3,ap-southeast-2");
    settings.put("bactrian.model.claude-haiku.id", modelId);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return SettingsParser.parse(SettingSources.packedWith(settings)).targets();
  }

  private static void assertRefused(String key, String value, String... words) {
    assertThatThrownBy(() -> targets(BASE, key, value))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining(key)
        .hasMessageContaining("'" + value + "'")
        .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
  }

  @Test
  void a_region_is_primary_in_the_geo_of_its_name_until_told_otherwise() {
    List<Target> targets =
        targets(
            BASE,
            "bactrian.region.eu-west-3.group",
            "normal",
            "bactrian.region.us-east-1.group",
            "primary",
            "bactrian.region.ap-southeast-2.geo",
            "australia");
    assertThat(targets)
        .extracting(Target::group)
        .containsExactly(Group.PRIMARY, Group.NORMAL, Group.PRIMARY);
    assertThat(targets).extracting(Target::geo).containsExactly("us", "eu", "australia");
  }

  @Test
  void a_prefix_is_put_before_the_ids_of_its_region_and_never_leaks_to_another() {
    assertThat(
            targets(
                BASE,
                "bactrian.region.us-east-1.profile-prefix",
                "us",
                "bactrian.region.eu-west-3.profile-prefix",
                "eu",
                "bactrian.region.ap-southeast-2.profile-prefix",
                "none"))
        .extracting(Target::modelId)
        .containsExactly("us." + BASE, "eu." + BASE, BASE);
  }

  @Test
  void the_regions_prefix_takes_the_place_of_one_that_is_there() {
    assertThat(targets("us." + BASE, "bactrian.region.eu-west-3.profile-prefix", "eu"))
        .extracting(Target::modelId)
        .containsExactly("us." + BASE, "eu." + BASE, "us." + BASE);
  }

  @Test
  void a_targets_own_id_and_an_arn_stay_as_they_are() {
    String own = "bactrian.target.eu-west-3/claude-haiku.model-id";
    List<Target> targets =
        targets(
            BASE,
            "bactrian.region.eu-west-3.profile-prefix",
            "eu",
            "bactrian.region.us-east-1.profile-prefix",
            "us",
            "bactrian.target.us-east-1/claude-haiku.model-id",
            "own.id",
            own,
            PROFILE);
    assertThat(targets).extracting(Target::modelId).containsExactly("own.id", PROFILE, BASE);
    assertThat(targets).extracting(Target::configuredId).containsOnly(BASE);
    assertThat(targets).extracting(Target::geo).containsExactly("us", "eu", "ap");
  }

  @Test
  void what_leaves_its_geo_is_global_unless_its_target_says_where_it_answers() {
    assertThat(
            targets(
                BASE,
                "bactrian.region.us-east-1.profile-prefix",
                "global",
                "bactrian.target.eu-west-3/claude-haiku.model-id",
                PROFILE,
                "bactrian.target.eu-west-3/claude-haiku.geo",
                "global"))
        .extracting(Target::geo)
        .containsExactly("global", "global", "ap");
  }

  @ParameterizedTest
  @CsvSource({
    "bactrian.region.us-east-1.group, first, 'one of primary, normal'",
    "bactrian.region.us-east-1.geo, US, 'one name of a-z, 0-9'",
    "bactrian.region.us-east-1.geo, 'us,eu', 'one name of a-z, 0-9'",
    "bactrian.target.us-east-1/claude-haiku.geo, E U, 'one name of a-z, 0-9'",
    "bactrian.region.us-east-1.profile-prefix, eu, 'none, or one that fits the geo us: global, us'",
    "bactrian.region.us-east-1.profile-prefix, us., 'fits the geo us: global, us'",
    "bactrian.region.ap-southeast-2.profile-prefix, us, 'fits the geo ap: ap, apac, au, global, jp'"
  })
  void what_is_wrong_is_named_with_what_is_allowed(String key, String value, String allowed) {
    assertRefused(key, value, allowed);
  }

  @Test
  void an_arn_of_another_region_is_refused() {
    assertRefused(
        "bactrian.target.us-east-1/claude-haiku.model-id", PROFILE, "for region us-east-1 an ARN");
    assertThatThrownBy(() -> targets(PROFILE))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("bactrian.model.claude-haiku.id")
        .hasMessageContaining("bactrian.target.<region>/<model>.model-id");
  }
}
