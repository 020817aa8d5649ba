package io.bactrian.translator.converse;

import io.bactrian.call.FailureKind;

/**
 * The modelled exceptions of Converse, each with its HTTP status and with the member of the event
 * stream that stands for it once a stream has begun. A stream has only five of them.
 */
enum BedrockError {
  VALIDATION("ValidationException", 400, "validationException"),
  ACCESS_DENIED("AccessDeniedException", 403, "internalServerException"),
  RESOURCE_NOT_FOUND("ResourceNotFoundException", 404, "validationException"),
  THROTTLING("ThrottlingException", 429, "throttlingException"),
  MODEL_NOT_READY("ModelNotReadyException", 429, "serviceUnavailableException"),
  MODEL_TIMEOUT("ModelTimeoutException", 408, "modelStreamErrorException"),
  MODEL_ERROR("ModelErrorException", 424, "modelStreamErrorException"),
  INTERNAL_SERVER("InternalServerException", 500, "internalServerException"),
  SERVICE_UNAVAILABLE("ServiceUnavailableException", 503, "serviceUnavailableException");

  private final String typeName;
  private final int status;
  private final String streamMember;

  BedrockError(String typeName, int status, String streamMember) {
    this.typeName = typeName;
    this.status = status;
    this.streamMember = streamMember;
  }

  /**
   * What Bedrock would have answered. Where the fault is the gateway's own, an exception that SDKs
   * retry only if asking again may help.
   */
  static BedrockError of(FailureKind kind) {
    return switch (kind) {
      case CALLER_INVALID_REQUEST,
          CALLER_CONTEXT_TOO_LONG,
          CALLER_RESIDENCY,
          TARGET_MODEL_NOT_ON_DEMAND ->
          VALIDATION;
      case CALLER_UNKNOWN_MODEL, TARGET_MODEL_NOT_FOUND -> RESOURCE_NOT_FOUND;
      case TARGET_ACCESS_DENIED -> ACCESS_DENIED;
      case TARGET_THROTTLED, TARGET_QUOTA_EXHAUSTED -> THROTTLING;
      case TARGET_NOT_READY -> MODEL_NOT_READY;
      case TARGET_TIMEOUT, GATEWAY_DEADLINE_EXCEEDED, GATEWAY_NO_KEPT_ANSWER -> MODEL_TIMEOUT;
      case TARGET_MODEL_ERROR, TARGET_EMPTY_REPLY -> MODEL_ERROR;
      case TARGET_INTERNAL_ERROR, TARGET_CORRUPT_REPLY, GATEWAY_INTERNAL_ERROR -> INTERNAL_SERVER;
      case TARGET_UNAVAILABLE,
          TARGET_CONNECTION_FAILED,
          TARGET_CREDENTIALS_MISSING,
          TARGET_NOT_PERMITTED,
          GATEWAY_NO_USABLE_TARGET,
          GATEWAY_TARGETS_BUSY,
          GATEWAY_CANCELLED,
          GATEWAY_TOO_MANY_STREAMS,
          GATEWAY_STOPPING,
          CALLER_LEFT ->
          SERVICE_UNAVAILABLE;
    };
  }

  /** Value of the header {@code x-amzn-errortype}. */
  String typeName() {
    return typeName;
  }

  int status() {
    return status;
  }

  /** Value of the frame's header {@code :exception-type}. */
  String streamMember() {
    return streamMember;
  }
}
