package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureClassifier.Failure;
import io.bactrian.call.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.eventstream.Message;

class StreamExceptionsTest {

  private static Message exception(String type, String json) {
    return Frame.message(json, ":exception-type", type, ":message-type", "exception");
  }

  @ParameterizedTest
  @CsvSource({
    "internalServerException,     500, TARGET_INTERNAL_ERROR",
    "modelStreamErrorException,   424, TARGET_MODEL_ERROR",
    "modelTimeoutException,       408, TARGET_TIMEOUT",
    "serviceUnavailableException, 503, TARGET_UNAVAILABLE",
    "throttlingException,         429, TARGET_THROTTLED",
    "validationException,         400, CALLER_INVALID_REQUEST",
    "brandNewException,           500, TARGET_INTERNAL_ERROR"
  })
  void an_exception_means_what_it_would_mean_as_an_answer(
      String type, int status, FailureKind kind) {
    AwsServiceException raised = StreamExceptions.of(exception(type, "{\"message\":\"Sorry.\"}"));

    assertThat(raised.statusCode()).isEqualTo(status);
    assertThat(raised.awsErrorDetails().errorCode()).isEqualToIgnoringCase(type).matches("[A-Z].*");
    Failure failure = new BedrockFailures().classify(raised);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.message()).isEqualTo("Sorry.");
  }

  @Test
  void words_tell_a_daily_quota_and_too_long_an_input_apart() {
    assertThat(kind("throttlingException", "Too many tokens per day, please wait."))
        .isEqualTo(FailureKind.TARGET_QUOTA_EXHAUSTED);
    assertThat(kind("validationException", "Input is too long for requested model."))
        .isEqualTo(FailureKind.CALLER_CONTEXT_TOO_LONG);
    assertThat(kind("serviceUnavailableException", "Too many connections, please wait."))
        .isEqualTo(FailureKind.TARGET_THROTTLED);
  }

  private static FailureKind kind(String type, String message) {
    String json = "{\"Message\":\"" + message + "\"}";
    return new BedrockFailures().classify(StreamExceptions.of(exception(type, json))).kind();
  }

  @Test
  void an_error_outside_the_model_tells_code_and_message_in_headers() {
    AwsServiceException raised =
        StreamExceptions.of(
            Frame.message(
                "",
                ":message-type",
                "error",
                ":error-code",
                "InternalFailure",
                ":error-message",
                "Oops."));

    assertThat(raised.statusCode()).isEqualTo(500);
    assertThat(raised.awsErrorDetails().errorCode()).isEqualTo("InternalFailure");
    assertThat(raised.awsErrorDetails().errorMessage()).isEqualTo("Oops.");
  }

  @ParameterizedTest
  @CsvSource({"''", "no JSON", "{}", "[]", "{\"message\":7}"})
  void an_exception_that_says_nothing_is_one_all_the_same(String json) {
    AwsServiceException raised = StreamExceptions.of(exception("throttlingException", json));

    assertThat(raised.statusCode()).isEqualTo(429);
    assertThat(raised.awsErrorDetails().errorMessage()).isEqualTo("no message");
  }

  @Test
  void a_message_without_any_header_is_an_error() {
    assertThat(StreamExceptions.of(Frame.message("{}")).statusCode()).isEqualTo(500);
  }
}
