package io.bactrian.bedrock;

import io.bactrian.call.TargetCall;
import java.time.Duration;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailStreamConfiguration;

/** The same question as a stream's request (Message Translator). */
final class StreamRequests {

  private StreamRequests() {}

  /** {@code longest}: how long the whole stream may last. */
  static ConverseStreamRequest of(TargetCall attempt, Duration longest) {
    ConverseRequest question = attempt.call().request();
    ConverseStreamRequest.Builder request =
        ConverseStreamRequest.builder()
            .modelId(attempt.target().modelId())
            .inferenceConfig(question.inferenceConfig())
            .toolConfig(question.toolConfig())
            .guardrailConfig(guardrail(question.guardrailConfig()))
            .additionalModelRequestFields(question.additionalModelRequestFields())
            .performanceConfig(question.performanceConfig())
            .serviceTier(question.serviceTier())
            .outputConfig(question.outputConfig())
            .overrideConfiguration(override -> override.apiCallTimeout(longest));
    if (question.hasMessages()) {
      request.messages(question.messages());
    }
    if (question.hasSystem()) {
      request.system(question.system());
    }
    if (question.hasPromptVariables()) {
      request.promptVariables(question.promptVariables());
    }
    if (question.hasAdditionalModelResponseFieldPaths()) {
      request.additionalModelResponseFieldPaths(question.additionalModelResponseFieldPaths());
    }
    if (question.hasRequestMetadata()) {
      request.requestMetadata(question.requestMetadata());
    }
    return request.build();
  }

  private static GuardrailStreamConfiguration guardrail(GuardrailConfiguration whole) {
    return whole == null
        ? null
        : GuardrailStreamConfiguration.builder()
            .guardrailIdentifier(whole.guardrailIdentifier())
            .guardrailVersion(whole.guardrailVersion())
            .trace(whole.traceAsString())
            .build();
  }
}
