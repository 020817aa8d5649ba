package io.bactrian.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * The messages by which Bedrock ends a stream that failed, as the exceptions that it would have
 * answered with: what they mean must not depend on when they happen. Names are those of the
 * service's model; their status is that of the exception.
 */
final class StreamExceptions {

  private static final Map<String, Integer> STATUS =
      Map.of(
          "internalServerException", 500,
          "modelStreamErrorException", 424,
          "modelTimeoutException", 408,
          "serviceUnavailableException", 503,
          "throttlingException", 429,
          "validationException", 400);

  private static final int UNKNOWN = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private StreamExceptions() {}

  /** The exception of a message that is not of type {@code event}. */
  static AwsServiceException of(Message message) {
    String type = header(message, ":exception-type").orElse("");
    String said =
        header(message, ":error-message").or(() -> payloadMessage(message)).orElse("no message");
    String code = header(message, ":error-code").orElse(capitalised(type));
    return BedrockRuntimeException.builder()
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName("BedrockRuntime")
                .errorCode(code)
                .errorMessage(said)
                .build())
        .statusCode(STATUS.getOrDefault(type, UNKNOWN))
        .message(said)
        .build();
  }

  static Optional<String> header(Message message, String name) {
    return Optional.ofNullable(message.getHeaders().get(name)).map(HeaderValue::getString);
  }

  private static Optional<String> payloadMessage(Message message) {
    try {
      JsonNode body = JSON.readTree(message.getPayload());
      JsonNode said = body.has("message") ? body.get("message") : body.path("Message");
      return Optional.ofNullable(said.textValue());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static String capitalised(String type) {
    return type.isEmpty() ? type : Character.toUpperCase(type.charAt(0)) + type.substring(1);
  }
}
