package io.bactrian.bedrock;

import io.bactrian.call.Answer;
import io.bactrian.call.TargetCall;
import java.util.Optional;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/**
 * Hands Bedrock's whole answer to the attempt that asked for it: Camel's component passes on
 * neither latency, trace, additional fields nor the request id. Refuses answers without content,
 * which would otherwise look like a success.
 */
final class ReplyCapture implements ExecutionInterceptor {

  static final ExecutionAttribute<TargetCall> ATTEMPT = new ExecutionAttribute<>("BactrianAttempt");

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    TargetCall attempt = attributes.getAttribute(ATTEMPT);
    if (attempt != null) {
      capture(attempt, context.response(), context.httpResponse());
    }
  }

  /** The same for an answer that did not come through the SDK's interceptors. */
  static void capture(ConverseRequest request, ConverseResponse response, SdkHttpResponse http) {
    request
        .overrideConfiguration()
        .map(override -> override.executionAttributes().getAttribute(ATTEMPT))
        .ifPresent(attempt -> capture(attempt, response, http));
  }

  private static void capture(TargetCall attempt, SdkResponse response, SdkHttpResponse http) {
    Optional<String> requestId = http.firstMatchingHeader("x-amzn-requestid");
    attempt.reply().set(new TargetCall.Whole(answer(response, http), requestId));
  }

  private static Answer answer(SdkResponse response, SdkHttpResponse http) {
    return switch (response) {
      case ConverseResponse conversed -> {
        requireContent(conversed);
        yield new Answer.Conversed(conversed);
      }
      case InvokeModelResponse invoked -> NativeAnswers.whole(invoked, http);
      case CountTokensResponse counted -> counted(counted);
      default -> throw new IllegalStateException("no answer: " + response.getClass());
    };
  }

  private static Answer counted(CountTokensResponse response) {
    if (response.inputTokens() == null) {
      throw new UnusableReply("no count");
    }
    return new Answer.Counted(response);
  }

  private static void requireContent(ConverseResponse response) {
    if (response.output() == null || response.output().message() == null) {
      throw new UnusableReply("no output");
    }
    StopReason stop = response.stopReason();
    if (stop == StopReason.MALFORMED_MODEL_OUTPUT || stop == StopReason.MALFORMED_TOOL_USE) {
      throw new UnusableReply("stop reason " + stop);
    }
    if (response.output().message().content().isEmpty() && !EmptyAnswers.isExplainedBy(stop)) {
      throw new UnusableReply("no content");
    }
  }
}
