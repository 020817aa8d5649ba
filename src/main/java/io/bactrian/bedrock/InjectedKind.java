package io.bactrian.bedrock;

import java.net.ConnectException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;

/** The ways in which calls fail on purpose: what Bedrock, or the way to it, would do. */
public enum InjectedKind {
  UNAVAILABLE(503, "ServiceUnavailableException"),
  THROTTLED(429, "ThrottlingException"),
  INTERNAL_ERROR(500, "InternalServerException"),
  NOT_READY(429, "ModelNotReadyException"),
  MODEL_ERROR(424, "ModelErrorException"),
  ACCESS_DENIED(403, "AccessDeniedException"),
  /** No answer comes for as long as the attempt may take, or for its latency. */
  TIMEOUT,
  CONNECTION_FAILED,
  /** A success without content. */
  EMPTY_REPLY,
  /** Streams break off after their first events; whole answers come. */
  STREAM_CUT,
  /** The answer comes, late. */
  LATENCY_ONLY;

  private static final String TEXT = "Failure switched on by an operator.";

  private final int status;
  private final String errorCode;

  InjectedKind() {
    this(0, "");
  }

  InjectedKind(int status, String errorCode) {
    this.status = status;
    this.errorCode = errorCode;
  }

  /** The name in the operations API, such as {@code internal-error}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All names, in the order of the table. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(InjectedKind::label).toList();
  }

  /** Whether an attempt ends here, without asking the target. */
  boolean fails() {
    return this != STREAM_CUT && this != LATENCY_ONLY;
  }

  /** What the SDK would throw; {@code waited} is the time after which it does. */
  RuntimeException exception(Duration waited) {
    return switch (this) {
      case TIMEOUT -> ApiCallTimeoutException.create(waited.toMillis());
      case CONNECTION_FAILED -> SdkClientException.create(TEXT, new ConnectException(TEXT));
      case EMPTY_REPLY -> new UnusableReply(TEXT);
      case STREAM_CUT, LATENCY_ONLY -> throw new IllegalStateException(this + " throws nothing");
      default ->
          BedrockRuntimeException.builder()
              .message(TEXT)
              .statusCode(status)
              .awsErrorDetails(
                  AwsErrorDetails.builder().errorCode(errorCode).errorMessage(TEXT).build())
              .build();
    };
  }
}
