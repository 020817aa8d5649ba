package io.bactrian.simulator;

import io.bactrian.simulator.wire.Operation;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensInput;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;

/** One call of any operation through the AWS SDK, to its end. */
final class Calls {

  static final String ANTHROPIC_BODY =
      "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":500,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private Calls() {}

  static void call(
      BedrockRuntimeClient client,
      BedrockRuntimeAsyncClient async,
      Operation operation,
      String anthropicModel) {
    switch (operation) {
      case CONVERSE ->
          client.converse(r -> r.modelId(anthropicModel).messages(Clients.user("Hello")));
      case CONVERSE_STREAM -> StreamRecorder.start(async, anthropicModel, "Hello").end.join();
      case INVOKE_MODEL ->
          client.invokeModel(
              r -> r.modelId(anthropicModel).body(SdkBytes.fromUtf8String(ANTHROPIC_BODY)));
      case INVOKE_MODEL_WITH_RESPONSE_STREAM ->
          async
              .invokeModelWithResponseStream(
                  r -> r.modelId(anthropicModel).body(SdkBytes.fromUtf8String(ANTHROPIC_BODY)),
                  InvokeModelWithResponseStreamResponseHandler.builder()
                      .subscriber(event -> {})
                      .build())
              .join();
      case COUNT_TOKENS ->
          client.countTokens(
              r ->
                  r.modelId(anthropicModel)
                      .input(
                          CountTokensInput.fromConverse(c -> c.messages(Clients.user("Hello")))));
    }
  }
}
