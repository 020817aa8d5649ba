package io.bactrian.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoTest {

  @ParameterizedTest
  @CsvSource({
    "us-east-1, us",
    "us-gov-west-1, us-gov",
    "eu-central-1, eu",
    "ap-southeast-2, ap",
    "ca-central-1, ca",
    "il-central-1, il",
    "us-govern-1, us",
    "mars, mars"
  })
  void a_regions_name_tells_its_geo(String region, String geo) {
    assertThat(Geo.ofRegion(region)).isEqualTo(geo);
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, us, anthropic.claude-x, us",
    "us-east-1, us, us.anthropic.claude-x, us",
    "us-east-1, us, global.anthropic.claude-x, global",
    "us-gov-west-1, us-gov, us-gov.anthropic.claude-x, us-gov",
    "ap-northeast-1, ap, jp.anthropic.claude-x, ap",
    "ap-northeast-1, ap, apac.anthropic.claude-x, ap",
    "ap-northeast-1, jp, jp.anthropic.claude-x, jp",
    "eu-central-1, de, anthropic.claude-x, de",
    "eu-central-1, de, eu.anthropic.claude-x, eu",
    "eu-west-1, eu, us.anthropic.claude-x, global",
    "eu-west-1, eu, arn:aws:bedrock:eu-west-1:1:inference-profile/eu.meta.x, eu",
    "eu-west-1, eu, arn:aws:bedrock:eu-west-1:1:inference-profile/global.meta.x, global",
    "eu-west-1, eu, arn:aws:bedrock:eu-west-1:1:application-inference-profile/ab12, eu"
  })
  void a_target_is_where_its_profile_answers(
      String region, String tag, String modelId, String geo) {
    assertThat(Geo.ofTarget(region, tag, modelId)).isEqualTo(geo);
  }

  @ParameterizedTest
  @CsvSource({
    "us, us-east-1, us, true",
    "us, us-gov-west-1, us-gov, false",
    "eu, us-east-1, us, false",
    "global, us-east-1, us, true",
    "jp, ap-northeast-1, tokyo, true",
    "eu, uk-north-1, eu, true"
  })
  void a_prefix_fits_the_geo_of_its_region(
      String prefix, String region, String tag, boolean fitting) {
    assertThat(Geo.fits(prefix, region, tag)).isEqualTo(fitting);
  }

  @ParameterizedTest
  @CsvSource({
    "us.anthropic.claude-x, us, anthropic.claude-x",
    "us-gov.anthropic.claude-x, us-gov, anthropic.claude-x",
    "anthropic.claude-x, , anthropic.claude-x",
    "zai.glm-4.7, , zai.glm-4.7",
    "haiku, , haiku"
  })
  void a_profile_is_its_model_with_a_prefix(String id, String prefix, String base) {
    assertThat(InferenceProfile.prefix(id).orElse(null)).isEqualTo(prefix);
    assertThat(InferenceProfile.base(id)).isEqualTo(base);
  }

  @Test
  void a_target_that_says_no_more_is_a_primary_one_of_its_regions_geo() {
    var target = new Target("eu-west-1", "haiku", "anthropic.claude-x", 1, 0);
    assertThat(target.group()).isEqualTo(Target.Group.PRIMARY);
    assertThat(target.geo()).isEqualTo("eu");
    assertThat(target.withWeight(5))
        .isEqualTo(new Target("eu-west-1", "haiku", "anthropic.claude-x", 5, 0));
  }
}
