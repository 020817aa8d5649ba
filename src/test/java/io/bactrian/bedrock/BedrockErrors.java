package io.bactrian.bedrock;

import static io.bactrian.call.FailureKind.CALLER_CONTEXT_TOO_LONG;
import static io.bactrian.call.FailureKind.CALLER_INVALID_REQUEST;
import static io.bactrian.call.FailureKind.TARGET_ACCESS_DENIED;
import static io.bactrian.call.FailureKind.TARGET_CORRUPT_REPLY;
import static io.bactrian.call.FailureKind.TARGET_INTERNAL_ERROR;
import static io.bactrian.call.FailureKind.TARGET_MODEL_ERROR;
import static io.bactrian.call.FailureKind.TARGET_MODEL_NOT_FOUND;
import static io.bactrian.call.FailureKind.TARGET_MODEL_NOT_ON_DEMAND;
import static io.bactrian.call.FailureKind.TARGET_NOT_READY;
import static io.bactrian.call.FailureKind.TARGET_QUOTA_EXHAUSTED;
import static io.bactrian.call.FailureKind.TARGET_THROTTLED;
import static io.bactrian.call.FailureKind.TARGET_TIMEOUT;
import static io.bactrian.call.FailureKind.TARGET_UNAVAILABLE;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bactrian.call.FailureKind;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ConflictException;
import software.amazon.awssdk.services.bedrockruntime.model.InternalServerException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelNotReadyException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelTimeoutException;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/**
 * Bedrock's own errors and what they mean: every modelled exception, every wording seen in the
 * wild.
 */
final class BedrockErrors {

  private BedrockErrors() {}

  private static Arguments row(
      AwsServiceException.Builder type, int status, String said, FailureKind kind) {
    Class<?> outer = type.getClass().getEnclosingClass();
    return named(type, outer.getSimpleName(), status, said, kind);
  }

  private static Arguments named(
      AwsServiceException.Builder type, String code, int status, String said, FailureKind kind) {
    return arguments(code + " " + status + " " + said, type, code, status, said, kind);
  }

  private static Arguments unmodelled(int status, String code, FailureKind kind) {
    return named(BedrockRuntimeException.builder(), code, status, "It failed.", kind);
  }

  static Stream<Arguments> modelled() {
    return Stream.of(
        row(AccessDeniedException.builder(), 403, "No access.", TARGET_ACCESS_DENIED),
        row(ResourceNotFoundException.builder(), 404, "Not found.", TARGET_MODEL_NOT_FOUND),
        row(
            ResourceNotFoundException.builder(),
            404,
            "This model version has reached the end of its life. Please refer to the AWS"
                + " documentation for more details.",
            TARGET_MODEL_NOT_FOUND),
        row(
            ResourceNotFoundException.builder(),
            404,
            "Access denied. This Model is marked by provider as Legacy and you have not been"
                + " actively using the model in the last 30 days.",
            TARGET_MODEL_NOT_FOUND),
        row(ValidationException.builder(), 400, "Malformed input.", CALLER_INVALID_REQUEST),
        row(
            ServiceQuotaExceededException.builder(),
            400,
            "Your request exceeds the service quota for your account.",
            TARGET_QUOTA_EXHAUSTED),
        row(ConflictException.builder(), 400, "Conflict.", CALLER_INVALID_REQUEST),
        row(ThrottlingException.builder(), 429, "Slow down.", TARGET_THROTTLED),
        row(
            ThrottlingException.builder(),
            429,
            "Too many tokens, please wait before trying again.",
            TARGET_THROTTLED),
        row(
            ThrottlingException.builder(),
            429,
            "Too many requests, please wait before trying again.",
            TARGET_THROTTLED),
        row(
            ThrottlingException.builder(),
            429,
            "Too many tokens per day, please wait before trying again.",
            TARGET_QUOTA_EXHAUSTED),
        row(ModelNotReadyException.builder(), 429, "Not ready.", TARGET_NOT_READY),
        row(ModelTimeoutException.builder(), 408, "Timed out.", TARGET_TIMEOUT),
        row(ModelErrorException.builder(), 424, "Failed.", TARGET_MODEL_ERROR),
        row(ModelStreamErrorException.builder(), 424, "Failed.", TARGET_MODEL_ERROR),
        row(InternalServerException.builder(), 500, "Unexpected.", TARGET_INTERNAL_ERROR),
        row(
            ServiceUnavailableException.builder(),
            503,
            "Bedrock is unable to process your request.",
            TARGET_UNAVAILABLE),
        row(
            ServiceUnavailableException.builder(),
            503,
            "Too many connections, please wait before trying again.",
            TARGET_THROTTLED));
  }

  static Stream<Arguments> invalidRequests() {
    return Stream.of(
        row(
            ValidationException.builder(),
            400,
            "Invocation of model ID x with on-demand throughput isn\u2019t supported. Retry your"
                + " request with the ID or ARN of an inference profile that contains this model.",
            TARGET_MODEL_NOT_ON_DEMAND),
        row(
            ValidationException.builder(),
            400,
            "Operation not allowed",
            TARGET_MODEL_NOT_ON_DEMAND),
        row(
            ValidationException.builder(),
            400,
            "The provided model identifier is invalid.",
            TARGET_MODEL_NOT_ON_DEMAND),
        row(
            ValidationException.builder(),
            400,
            "Input is too long for requested model.",
            CALLER_CONTEXT_TOO_LONG),
        row(
            ValidationException.builder(),
            400,
            "prompt is too long: 208310 tokens > 200000 maximum",
            CALLER_CONTEXT_TOO_LONG),
        row(
            ValidationException.builder(),
            400,
            "This model does not support assistant message prefill. The conversation must end with"
                + " a user message.",
            CALLER_INVALID_REQUEST),
        row(
            ValidationException.builder(),
            400,
            "`temperature` and `top_p` cannot both be specified for this model",
            CALLER_INVALID_REQUEST));
  }

  /** Errors common to all of AWS, which Bedrock's model does not name. */
  static Stream<Arguments> unmodelled() {
    return Stream.of(
        unmodelled(400, "ThrottlingException", TARGET_THROTTLED),
        unmodelled(400, "ValidationError", CALLER_INVALID_REQUEST),
        unmodelled(400, "IncompleteSignature", TARGET_ACCESS_DENIED),
        unmodelled(400, "NotAuthorized", TARGET_ACCESS_DENIED),
        unmodelled(400, "ExpiredTokenException", TARGET_ACCESS_DENIED),
        unmodelled(400, "RequestExpired", TARGET_ACCESS_DENIED),
        unmodelled(400, "UnrecognizedClientException", TARGET_ACCESS_DENIED),
        unmodelled(401, "Unauthorized", TARGET_ACCESS_DENIED),
        unmodelled(403, "InvalidClientTokenId", TARGET_ACCESS_DENIED),
        unmodelled(403, "ExpiredTokenException", TARGET_ACCESS_DENIED),
        unmodelled(404, "FTUFormNotFilled", TARGET_MODEL_NOT_FOUND),
        unmodelled(413, "RequestEntityTooLargeException", CALLER_CONTEXT_TOO_LONG),
        unmodelled(429, "TooManyRequestsException", TARGET_THROTTLED),
        unmodelled(500, "InternalFailure", TARGET_INTERNAL_ERROR),
        unmodelled(502, "BadGateway", TARGET_INTERNAL_ERROR),
        unmodelled(503, "ServiceUnavailable", TARGET_UNAVAILABLE),
        unmodelled(504, "GatewayTimeout", TARGET_TIMEOUT),
        unmodelled(529, "Overloaded", TARGET_INTERNAL_ERROR),
        unmodelled(301, "Moved", TARGET_CORRUPT_REPLY),
        unmodelled(0, "", TARGET_CORRUPT_REPLY));
  }

  static Stream<Arguments> all() {
    return Stream.of(modelled(), invalidRequests(), unmodelled()).flatMap(rows -> rows);
  }
}
