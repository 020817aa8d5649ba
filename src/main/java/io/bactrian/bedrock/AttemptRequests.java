package io.bactrian.bedrock;

import io.bactrian.call.TargetCall;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;

/** Turns an attempt's question into the request that its target gets (Message Translator). */
final class AttemptRequests {

  private AttemptRequests() {}

  static ConverseRequest converse(
      TargetCall attempt,
      ConverseRequest question,
      Consumer<AwsRequestOverrideConfiguration.Builder> override) {
    return question.toBuilder()
        .modelId(attempt.target().modelId())
        .overrideConfiguration(override)
        .build();
  }

  static InvokeModelRequest invoke(
      TargetCall attempt,
      InvokeModelRequest question,
      Consumer<AwsRequestOverrideConfiguration.Builder> override) {
    return question.toBuilder()
        .modelId(attempt.target().modelId())
        .overrideConfiguration(override)
        .build();
  }

  static CountTokensRequest countTokens(
      TargetCall attempt,
      CountTokensRequest question,
      Consumer<AwsRequestOverrideConfiguration.Builder> override) {
    return question.toBuilder()
        .modelId(attempt.target().modelId())
        .overrideConfiguration(override)
        .build();
  }

  /** For a whole answer, which {@link ReplyCapture} hands to the attempt. */
  static Consumer<AwsRequestOverrideConfiguration.Builder> captured(TargetCall attempt) {
    return override ->
        override
            .apiCallTimeout(attempt.timeout())
            .putExecutionAttribute(ReplyCapture.ATTEMPT, attempt);
  }
}
