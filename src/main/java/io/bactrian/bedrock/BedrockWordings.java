package io.bactrian.bedrock;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The words by which Bedrock and its SDK tell failures apart that share one type and status. As
 * observed in 2026; a changed wording falls back to the row of the type and status.
 */
final class BedrockWordings {

  /** Codes common to all of AWS that answer 400 to a caller who is not who he says: to us. */
  private static final Set<String> IDENTITY_CODES =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "InvalidSignatureException",
          "MissingAuthenticationToken",
          "NotAuthorized",
          "RequestExpired",
          "UnrecognizedClientException");

  private BedrockWordings() {}

  /** What the service said, without the SDK's own additions. */
  static String of(AwsServiceException said) {
    AwsErrorDetails details = said.awsErrorDetails();
    String message = details == null ? said.getMessage() : details.errorMessage();
    return message == null ? "" : message;
  }

  /** The modelled name; in-stream errors spell it in camel case, and some have only their type. */
  static String errorCode(AwsServiceException said) {
    AwsErrorDetails details = said.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    if (code == null || code.isEmpty()) {
      return said.getClass().getSimpleName();
    }
    return Character.toUpperCase(code.charAt(0)) + code.substring(1);
  }

  /** Whether a 400 refuses the gateway's credentials, which no client of ours can mend. */
  static boolean isOurIdentity(String code) {
    return IDENTITY_CODES.contains(code);
  }

  static boolean isDailyQuota(String message) {
    return lower(message).contains("per day");
  }

  static boolean isThrottling(String message) {
    return lower(message).startsWith("too many");
  }

  /** A 400 that another model or target would not give: the target is misconfigured. */
  static boolean isTargetsFault(String message) {
    String words = lower(message);
    return words.contains("on-demand throughput")
        || words.startsWith("operation not allowed")
        || words.contains("model identifier is invalid")
        || words.contains("end of its life");
  }

  static boolean isContextTooLong(String message) {
    String words = lower(message);
    return words.contains("input is too long")
        || words.contains("context length")
        || words.contains("context window")
        || words.contains("prompt is too long")
        || words.contains("too many input tokens");
  }

  static boolean isCredentials(SdkClientException thrown) {
    String words = lower(thrown.getMessage());
    return words.contains("unable to load credentials")
        || words.contains("credentials")
        || words.contains("token provider");
  }

  static boolean isUnreadable(IOException thrown) {
    return thrown.getClass().getName().contains("JsonParseException")
        || thrown.getClass().getName().contains("JsonEOFException");
  }

  private static String lower(String message) {
    return message == null ? "" : message.toLowerCase(Locale.ROOT);
  }
}
