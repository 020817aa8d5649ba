package io.bactrian.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyFormatTest {

  @ParameterizedTest
  @CsvSource({
    "anthropic.claude-haiku-4-5-v1:0, us.anthropic.claude-sonnet-4-5-v1:0, true",
    "us.anthropic.claude-haiku-4-5-v1:0, global.anthropic.claude-sonnet-4-5-v1:0, true",
    "us-gov.anthropic.claude-3, eu.anthropic.claude-3, true",
    "amazon.nova-lite-v1:0, apac.amazon.nova-pro-v1:0, true",
    "amazon.nova-lite-v1:0, amazon.titan-text-express-v1, false",
    "anthropic.claude-haiku-4-5-v1:0, amazon.nova-lite-v1:0, false",
    "us.meta.llama3-3-70b-instruct-v1:0, meta.llama4-scout, true",
    "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-3, anthropic.claude-4, true",
    "arn:aws:bedrock:us-east-1:1:application-inference-profile/ab12, anthropic.claude-4, false",
    "arn:aws:bedrock:us-east-1:1:application-inference-profile/ab12,"
        + " arn:aws:bedrock:us-east-1:1:application-inference-profile/ab12, false"
  })
  void a_family_shares_its_format(String one, String other, boolean shared) {
    assertThat(BodyFormat.isShared(target(one), target(other))).isEqualTo(shared);
    assertThat(BodyFormat.isShared(target(other), target(one))).isEqualTo(shared);
  }

  private static Target target(String modelId) {
    return new Target("us-east-1", "any", modelId, 1, 0);
  }

  @Test
  void an_application_profile_is_of_the_family_that_the_model_has_elsewhere() {
    Target profile =
        new Target(
            "us-east-1",
            "any",
            "arn:aws:bedrock:us-east-1:1:application-inference-profile/ab12",
            1,
            0,
            Target.Group.PRIMARY,
            "us",
            "us.anthropic.claude-3");
    assertThat(BodyFormat.isShared(profile, target("anthropic.claude-4"))).isTrue();
    assertThat(BodyFormat.isShared(profile, target("amazon.nova-lite-v1:0"))).isFalse();
  }
}
