package io.bactrian.bedrock.direct;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/** What a call came to, in a form that can be compared. */
record Outcome(
    ConverseResponse answer,
    Class<?> type,
    Class<?> causeType,
    int status,
    String errorCode,
    String requestId) {

  static Outcome of(Supplier<ConverseResponse> call) {
    try {
      return new Outcome(content(call.get()), null, null, 200, null, null);
    } catch (AwsServiceException refused) {
      return new Outcome(
          null,
          refused.getClass(),
          null,
          refused.statusCode(),
          refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode(),
          refused.requestId());
    } catch (RuntimeException failed) {
      Throwable cause = failed.getCause();
      return new Outcome(
          null, failed.getClass(), cause == null ? null : cause.getClass(), 0, null, null);
    }
  }

  /** Without what the SDK adds of the HTTP answer. */
  private static ConverseResponse content(ConverseResponse answer) {
    ConverseResponse.Builder content = answer.toBuilder();
    content.responseMetadata(null).sdkHttpResponse(null);
    return content.build();
  }
}
