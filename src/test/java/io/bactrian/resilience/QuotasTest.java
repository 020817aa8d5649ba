package io.bactrian.resilience;

import static io.bactrian.call.FailureKind.TARGET_THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Target;
import io.bactrian.fixture.TestPool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotasTest {

  private static final String PROFILE = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
  private static final String ARN = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/";

  private static Target target(String region, String model, String modelId) {
    return new Target(region, model, modelId, 1, 0);
  }

  @Test
  void targets_of_one_model_in_one_source_region_pause_together() {
    Target throttled = target("us-east-1", "haiku", PROFILE);
    Target twin = target("us-east-1", "twin", PROFILE);
    Target byArn = target("us-east-1", "by-arn", ARN + PROFILE);
    Target elsewhere = target("us-west-2", "haiku", PROFILE);
    Target global = target("us-east-1", "global", "global" + PROFILE.substring(2));
    Target onDemand = target("us-east-1", "on-demand", PROFILE.substring(3));
    var test = new TestPool(throttled, twin, byArn, elsewhere, global, onDemand);

    new Quotas(test.pool).pause(throttled, TARGET_THROTTLED, Duration.ofSeconds(30));

    for (Target paused : List.of(throttled, twin, byArn)) {
      assertThat(test.health(paused).coolingLeft()).isEqualTo(Duration.ofSeconds(30));
      assertThat(test.health(paused).coolingReason()).contains(TARGET_THROTTLED);
    }
    for (Target other : List.of(elsewhere, global, onDemand)) {
      assertThat(test.health(other).usable()).isTrue();
    }
    assertThat(test.events.all()).hasSize(3);
  }

  @Test
  void callers_are_told_what_the_target_said() {
    Target only = target("us-east-1", "haiku", PROFILE);
    var test = new TestPool(only);

    new Quotas(test.pool).pause(only, TARGET_THROTTLED, Duration.ofSeconds(42));

    assertThat(test.advice.seconds()).isEqualTo(42);
  }
}
