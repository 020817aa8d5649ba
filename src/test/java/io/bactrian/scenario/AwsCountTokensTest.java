package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensInput;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** Counts of tokens, by the AWS SDK for Java. */
@Timeout(120)
class AwsCountTokensTest {

  private static final String CLAUDE_ID = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
  private static final String CLAUDE =
      """
      {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 100,
       "messages": [{"role": "user", "content": "Tell me of camels"}]}""";

  private final RunningGateway gateway = RunningGateway.with("bactrian.strategy", "failover");
  private final AwsClients through = AwsClients.of(gateway);
  private final AwsClients direct = AwsClients.of(gateway.simulator().endpoint(EAST));

  @AfterEach
  void stop() {
    through.close();
    direct.close();
    gateway.close();
  }

  private static CountTokensInput conversation() {
    return CountTokensInput.fromConverse(
        ConverseTokensRequest.builder()
            .messages(
                Message.builder()
                    .role("user")
                    .content(ContentBlock.fromText("Tell me of camels"))
                    .build())
            .build());
  }

  @Test
  void tokens_are_counted_of_conversations_and_of_bodies() {
    var own =
        CountTokensInput.fromInvokeModel(
            InvokeModelTokensRequest.builder().body(SdkBytes.fromUtf8String(CLAUDE)).build());
    for (CountTokensInput input : List.of(conversation(), own)) {
      assertThat(
              through.sync().countTokens(r -> r.modelId("claude-haiku").input(input)).inputTokens())
          .isPositive()
          .isEqualTo(
              direct.sync().countTokens(r -> r.modelId(CLAUDE_ID).input(input)).inputTokens());
      assertThat(
              through
                  .async()
                  .countTokens(r -> r.modelId("claude-haiku").input(input))
                  .orTimeout(20, TimeUnit.SECONDS)
                  .join()
                  .inputTokens())
          .isPositive();
    }
  }

  @Test
  void a_target_that_may_not_count_still_answers() {
    gateway.set(Fault.exception(FaultKind.ACCESS_DENIED));
    assertThatThrownBy(
            () -> through.sync().countTokens(r -> r.modelId("claude-haiku").input(conversation())))
        .isInstanceOf(BedrockRuntimeException.class);
    gateway.heal();
    assertThat(gateway.chat("Why?").header("x-bactrian-served-by")).contains(EAST);
  }
}
