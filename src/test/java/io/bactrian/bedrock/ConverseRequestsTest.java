package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;

class ConverseRequestsTest {

  private final InjectedFailures injected = new InjectedFailures();
  private final TargetCall attempt =
      TargetCall.of(Calls.asking("Why?"), Calls.EAST, Duration.ofSeconds(3));

  @Test
  void each_target_gets_the_question_with_its_own_model_id_and_time() {
    ConverseRequest request = new ConverseRequests(injected).toConverse(attempt);

    assertThat(request.modelId()).isEqualTo("model-of-us-east-1");
    assertThat(request.messages()).isEqualTo(Calls.question("Why?").messages());
    var override = request.overrideConfiguration().orElseThrow();
    assertThat(override.apiCallTimeout()).contains(Duration.ofSeconds(3));
    assertThat(override.executionAttributes().getAttribute(ReplyCapture.ATTEMPT)).isSameAs(attempt);
    assertThat(attempt.call().question().conversation().modelId()).isNull();
  }

  @Test
  void injected_failures_hit_the_named_regions_until_they_end() {
    injected.enable(Set.of("us-east-1"));
    var requests = new ConverseRequests(injected);

    assertThatThrownBy(() -> requests.toConverse(attempt))
        .isInstanceOf(ServiceUnavailableException.class);
    assertThat(requests.toConverse(TargetCall.of(attempt.call(), Calls.WEST, attempt.timeout())))
        .isNotNull();
    assertThat(injected.enabled()).isTrue();
    assertThat(injected.regions()).containsExactly("us-east-1");

    injected.enable(Set.of("us-west-2"));
    assertThat(injected.regions()).containsExactlyInAnyOrder("us-east-1", "us-west-2");
    injected.disable();
    assertThat(injected.enabled()).isFalse();
    assertThat(requests.toConverse(attempt)).isNotNull();
  }

  @Test
  void regions_are_mapped_only_to_known_ones() {
    var mapping =
        new RegionMapping(
            Map.of("a", URI.create("http://a.example"), "b", URI.create("http://b.example")));

    assertThatThrownBy(() -> mapping.map("x", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("source_region must be one of [a, b]");
    assertThatThrownBy(() -> mapping.map("a", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target_region must be one of [a, b]");
    mapping.map("a", "b");
    assertThat(mapping.mappings()).isEqualTo(Map.of("a", "b"));
    mapping.clear();
    assertThat(mapping.mappings()).isEmpty();
  }
}
