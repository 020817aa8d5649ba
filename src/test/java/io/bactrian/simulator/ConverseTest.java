package io.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** Converse as the AWS SDK sees it. */
@Timeout(30)
class ConverseTest {

  private static final String MODEL = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

  private static BedrockSimulator simulator;
  private static BedrockRuntimeClient client;

  @BeforeAll
  static void start() {
    simulator = BedrockSimulator.start(SimulatorSettings.forRegions("us-east-1", "us-west-2"));
    client = Clients.sync(simulator.endpoint("us-east-1"));
  }

  @AfterAll
  static void stop() {
    client.close();
    simulator.close();
  }

  @AfterEach
  void mend() {
    simulator.faults().clear();
  }

  private static ConverseResponse converse(String text) {
    return converse(client, text);
  }

  private static ConverseResponse converse(BedrockRuntimeClient client, String text) {
    return client.converse(r -> r.modelId(MODEL).messages(Clients.user(text)));
  }

  @Test
  void answers_converse_like_bedrock() {
    ConverseResponse response = converse("Hello there");

    assertThat(response.stopReason()).isEqualTo(StopReason.END_TURN);
    assertThat(response.output().message().role()).isEqualTo(ConversationRole.ASSISTANT);
    assertThat(response.output().message().content().getFirst().text())
        .startsWith("[simulated " + MODEL + " in us-east-1] ")
        .contains("Hello there");
    assertThat(response.usage().totalTokens())
        .isEqualTo(response.usage().inputTokens() + response.usage().outputTokens());
    assertThat(response.metrics().latencyMs()).isNotNegative();
    assertThat(response.responseMetadata().requestId()).hasSize(36);
  }

  @Test
  void refuses_blank_text_like_bedrock() {
    assertThatThrownBy(() -> converse(" "))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("messages.0.content.0 is blank");
  }

  @Test
  void throttles_while_the_fault_is_set() {
    simulator.faults().set(Fault.exception(FaultKind.THROTTLING).in("us-east-1").times(1));

    assertThatThrownBy(() -> converse("one"))
        .isInstanceOfSatisfying(
            ThrottlingException.class, e -> assertThat(e.statusCode()).isEqualTo(429));
    assertThat(converse("two").stopReason()).isEqualTo(StopReason.END_TURN);
  }

  @Test
  void refuses_connections_until_the_fault_is_removed() {
    long id = simulator.faults().set(Fault.connectionRefused().in("us-west-2")).id();
    // A region of its own: connections in another test's pool would be dropped.
    try (var fresh = Clients.sync(simulator.endpoint("us-west-2"))) {
      assertThatThrownBy(() -> converse(fresh, "during"))
          .isInstanceOf(SdkClientException.class)
          .hasMessageContaining("refused");
      simulator.faults().remove(id);
      assertThat(converse(fresh, "after").stopReason()).isEqualTo(StopReason.END_TURN);
    }
  }

  @Test
  void resets_the_connection() {
    simulator.faults().set(Fault.reset().times(1));

    assertThatThrownBy(() -> converse("reset"))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("reset");
  }
}
