package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;

class ConverseRequestsTest {

  private final InjectedFailures injected = new InjectedFailures(System::nanoTime, () -> 0.0);
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
