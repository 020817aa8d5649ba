package io.bactrian.bedrock;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureClassifier;
import io.bactrian.call.FailureKind;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * What an exception of the SDK means for a call: by type and status. Bedrock tells three kinds of
 * invalid request and two of throttling apart in words only; those words are in {@link
 * BedrockWordings} and nowhere else.
 */
public final class BedrockFailures implements FailureClassifier {

  private static final int DEEPEST_CAUSE = 8;

  @Override
  public Failure classify(Throwable thrown) {
    FailureKind otherwise = FailureKind.GATEWAY_INTERNAL_ERROR;
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      Optional<Failure> known = known(cause);
      if (known.isPresent()) {
        return known.get();
      }
      if (cause instanceof SdkClientException) {
        otherwise = FailureKind.TARGET_CORRUPT_REPLY;
      }
      cause = cause.getCause();
    }
    return failure(otherwise);
  }

  private static Optional<Failure> known(Throwable thrown) {
    return switch (thrown) {
      case AwsServiceException said -> Optional.of(service(said));
      case CallNotPermittedException refused -> of(FailureKind.TARGET_NOT_PERMITTED);
      case CallFailed failed ->
          Optional.of(new Failure(failed.kind(), failed.getMessage(), Optional.empty()));
      case UnusableReply unusable -> of(FailureKind.TARGET_EMPTY_REPLY);
      case ApiCallTimeoutException late -> of(FailureKind.TARGET_TIMEOUT);
      case ApiCallAttemptTimeoutException late -> of(FailureKind.TARGET_TIMEOUT);
      case AbortedException stopped -> of(FailureKind.GATEWAY_STOPPING);
      case InterruptedException stopped -> of(FailureKind.GATEWAY_STOPPING);
      case SocketTimeoutException late when isConnect(late) ->
          of(FailureKind.TARGET_CONNECTION_FAILED);
      case SocketTimeoutException late -> of(FailureKind.TARGET_TIMEOUT);
      case TimeoutException late -> of(FailureKind.TARGET_TIMEOUT);
      // A virtual thread that is interrupted loses its socket: nothing of the target's.
      case IOException broken when Thread.currentThread().isInterrupted() ->
          of(FailureKind.GATEWAY_STOPPING);
      case IOException broken when BedrockWordings.isUnreadable(broken) ->
          of(FailureKind.TARGET_CORRUPT_REPLY);
      case IOException broken -> of(FailureKind.TARGET_CONNECTION_FAILED);
      case SdkClientException client when BedrockWordings.isCredentials(client) ->
          of(FailureKind.TARGET_CREDENTIALS_MISSING);
      default -> Optional.empty();
    };
  }

  private static Failure service(AwsServiceException said) {
    String message = BedrockWordings.of(said);
    return new Failure(
        kind(said.statusCode(), BedrockWordings.errorCode(said), message),
        message,
        Optional.ofNullable(said.requestId()),
        RetryAfter.of(said));
  }

  private static FailureKind kind(int status, String code, String message) {
    return switch (status) {
      case 400 -> badRequest(code, message);
      case 401, 403 -> FailureKind.TARGET_ACCESS_DENIED;
      case 404 -> FailureKind.TARGET_MODEL_NOT_FOUND;
      case 408 -> FailureKind.TARGET_TIMEOUT;
      case 413 -> FailureKind.CALLER_CONTEXT_TOO_LONG;
      case 424 -> FailureKind.TARGET_MODEL_ERROR;
      case 429 -> tooMany(code, message);
      case 503 ->
          BedrockWordings.isThrottling(message)
              ? FailureKind.TARGET_THROTTLED
              : FailureKind.TARGET_UNAVAILABLE;
      case 504 -> FailureKind.TARGET_TIMEOUT;
      default -> unlisted(status);
    };
  }

  /** A status below 400 is no error of Bedrock's: something between here and there answered. */
  private static FailureKind unlisted(int status) {
    if (status < 400) {
      return FailureKind.TARGET_CORRUPT_REPLY;
    }
    return status >= 500 ? FailureKind.TARGET_INTERNAL_ERROR : FailureKind.CALLER_INVALID_REQUEST;
  }

  private static FailureKind badRequest(String code, String message) {
    if (code.equals("ServiceQuotaExceededException")) {
      return FailureKind.TARGET_QUOTA_EXHAUSTED;
    }
    if (code.equals("ThrottlingException")) {
      return tooMany(code, message);
    }
    if (BedrockWordings.isOurIdentity(code)) {
      return FailureKind.TARGET_ACCESS_DENIED;
    }
    if (BedrockWordings.isTargetsFault(message)) {
      return FailureKind.TARGET_MODEL_NOT_ON_DEMAND;
    }
    return BedrockWordings.isContextTooLong(message)
        ? FailureKind.CALLER_CONTEXT_TOO_LONG
        : FailureKind.CALLER_INVALID_REQUEST;
  }

  private static FailureKind tooMany(String code, String message) {
    if (code.equals("ModelNotReadyException")) {
      return FailureKind.TARGET_NOT_READY;
    }
    return BedrockWordings.isDailyQuota(message)
        ? FailureKind.TARGET_QUOTA_EXHAUSTED
        : FailureKind.TARGET_THROTTLED;
  }

  private static boolean isConnect(SocketTimeoutException late) {
    return late.getClass().getSimpleName().startsWith("Connect")
        || String.valueOf(late.getMessage()).startsWith("Connect");
  }

  private static Optional<Failure> of(FailureKind kind) {
    return Optional.of(failure(kind));
  }

  private static Failure failure(FailureKind kind) {
    return new Failure(kind, kind.reason(), Optional.empty());
  }
}
