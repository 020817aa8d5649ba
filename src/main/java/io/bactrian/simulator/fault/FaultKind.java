package io.bactrian.simulator.fault;

import io.bactrian.simulator.wire.ExceptionType;
import io.bactrian.simulator.wire.Operation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways in which a call to Bedrock fails, with the wording Bedrock uses. */
public enum FaultKind {
  THROTTLING(ExceptionType.THROTTLING, "Too many tokens, please wait before trying again."),
  DAILY_QUOTA(
      ExceptionType.THROTTLING, "Too many tokens per day, please wait before trying again."),
  SERVICE_UNAVAILABLE(
      ExceptionType.SERVICE_UNAVAILABLE, "Bedrock is unable to process your request."),
  TOO_MANY_CONNECTIONS(
      ExceptionType.SERVICE_UNAVAILABLE, "Too many connections, please wait before trying again."),
  INTERNAL(
      ExceptionType.INTERNAL_SERVER,
      "The system encountered an unexpected error during processing. Try your request again."),
  MODEL_TIMEOUT(
      ExceptionType.MODEL_TIMEOUT,
      "Model has timed out in processing the request. Try your request again."),
  MODEL_ERROR(
      ExceptionType.MODEL_ERROR,
      "The system encountered an unexpected error during processing. Try your request again."),
  MODEL_STREAM_ERROR(
      ExceptionType.MODEL_STREAM_ERROR,
      "The system encountered an unexpected error during processing. Try your request again."),
  MODEL_NOT_READY(
      ExceptionType.MODEL_NOT_READY,
      "Model is not ready for inference. Wait and try your request again."),
  ACCESS_DENIED(
      ExceptionType.ACCESS_DENIED,
      "You don't have access to the model with the specified model ID."),
  RESOURCE_NOT_FOUND(
      ExceptionType.RESOURCE_NOT_FOUND,
      "This model version has reached the end of its life. Please refer to the AWS documentation"
          + " for more details."),
  VALIDATION(
      ExceptionType.VALIDATION,
      "Malformed input request, please reformat your input and try again."),
  OPERATION_NOT_ALLOWED(ExceptionType.VALIDATION, "Operation not allowed"),
  CONTEXT_LENGTH(ExceptionType.VALIDATION, "Input is too long for requested model."),
  ON_DEMAND_NOT_SUPPORTED(
      ExceptionType.VALIDATION,
      "Invocation of model ID %s with on-demand throughput isn\u2019t supported. Retry your request"
          + " with the ID or ARN of an inference profile that contains this model."),
  SERVICE_QUOTA_EXCEEDED(
      ExceptionType.SERVICE_QUOTA_EXCEEDED,
      "Your request exceeds the service quota for your account."),
  /** The call is answered, late. */
  LATENCY(Reach.CALLS),
  /** The region's port is closed and its connections are dropped. */
  CONNECTION_REFUSED(Reach.PORT),
  /** The connection is reset before the first byte of the reply. */
  RESET(Reach.CALLS),
  /** The request is read and never answered. */
  SILENCE(Reach.CALLS),
  /** The stream ends after some events as if it were whole. */
  CUT(Reach.STREAMS),
  /** The stream is reset after some events. */
  STREAM_RESET(Reach.STREAMS),
  /** The stream carries an exception frame after some events, and ends. */
  STREAM_EXCEPTION(Reach.STREAMS),
  /** The stream stays open after some events and carries nothing more. */
  STREAM_SILENCE(Reach.STREAMS),
  /** An event's message CRC does not fit its bytes. */
  CORRUPT_CRC(Reach.STREAMS),
  /** An event's total length is not its length. */
  CORRUPT_LENGTH(Reach.STREAMS),
  /** The reply is a success without content. */
  ZERO_CONTENT(Reach.REPLIES),
  /** The reply is a success without the output member; a stream has no events at all. */
  NO_OUTPUT(Reach.REPLIES);

  /** What a fault of a kind without an exception acts on. */
  private enum Reach {
    CALLS,
    REPLIES,
    STREAMS,
    PORT
  }

  private final ExceptionType exception;
  private final String message;
  private final Reach reach;

  FaultKind(ExceptionType exception, String message) {
    this.exception = exception;
    this.message = message;
    this.reach = Reach.CALLS;
  }

  FaultKind(Reach reach) {
    this.exception = null;
    this.message = "";
    this.reach = reach;
  }

  /** The name in the control API, such as {@code service-unavailable}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The exception that a fault of this kind answers with; empty for the other kinds. */
  public Optional<ExceptionType> exception() {
    return Optional.ofNullable(exception);
  }

  /** The message that Bedrock sends with the exception, for the model of the request. */
  public String message(String modelId) {
    return message.contains("%s") ? message.formatted(modelId) : message;
  }

  /** Whether a fault of this kind acts inside a stream, after some events. */
  public boolean interruptsStreams() {
    return reach == Reach.STREAMS;
  }

  /** Whether Bedrock's model allows a fault of this kind for the operation. */
  boolean answers(Operation operation) {
    return switch (reach) {
      case CALLS -> exception == null || exception.answers(operation);
      case REPLIES -> operation != Operation.COUNT_TOKENS;
      case STREAMS -> operation.streaming();
      case PORT -> false;
    };
  }

  /**
   * @throws IllegalArgumentException naming every kind, if there is none of that name
   */
  public static FaultKind ofLabel(String label) {
    for (FaultKind kind : values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "kind '"
            + label
            + "' is unknown; allowed: "
            + Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", ")));
  }
}
