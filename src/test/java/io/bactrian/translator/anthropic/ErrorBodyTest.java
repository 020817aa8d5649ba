package io.bactrian.translator.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Outcome;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.Reply;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorBodyTest {

  private static final Map<String, String> NO_RETRY = Map.of("x-should-retry", "false");

  private final AnthropicFormat format = new AnthropicFormat(new AnthropicSettings("coding"));

  private static String json(String type, String requestId) {
    return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"no\"},\"request_id\":%s}"
        .formatted(type, requestId);
  }

  /** The word that each failure has in the protocol; a new failure needs one too. */
  private static String type(FailureKind kind) {
    return switch (kind.name()) {
      case "CALLER_INVALID_REQUEST", "CALLER_CONTEXT_TOO_LONG", "CALLER_RESIDENCY", "CALLER_LEFT" ->
          "invalid_request_error";
      case "CALLER_UNKNOWN_MODEL" -> "not_found_error";
      case "TARGET_THROTTLED", "TARGET_QUOTA_EXHAUSTED" -> "rate_limit_error";
      case "TARGET_NOT_READY",
          "TARGET_UNAVAILABLE",
          "TARGET_NOT_PERMITTED",
          "GATEWAY_NO_USABLE_TARGET",
          "GATEWAY_TARGETS_BUSY",
          "GATEWAY_CANCELLED",
          "GATEWAY_TOO_MANY_STREAMS",
          "GATEWAY_STOPPING" ->
          "overloaded_error";
      case "TARGET_TIMEOUT", "GATEWAY_DEADLINE_EXCEEDED", "GATEWAY_NO_KEPT_ANSWER" ->
          "timeout_error";
      default -> "api_error";
    };
  }

  @ParameterizedTest
  @EnumSource
  void every_failure_keeps_its_status_and_has_its_word(FailureKind kind) {
    Reply reply = format.error(kind, "no", "id-9");
    assertThat(reply.status()).isEqualTo(kind.status());
    assertThat(reply.headers()).isEqualTo(NO_RETRY);
    assertThat(reply.body()).hasToString(json(type(kind), "\"id-9\""));
  }

  @ParameterizedTest
  @EnumSource
  void a_refused_call_is_an_error_with_the_id_of_the_call(FailureKind kind) {
    Reply reply = format.write(Calls.asking("Why?").ended(new Outcome.Refused(kind, "no")));
    assertThat(reply.status()).isEqualTo(kind.status());
    assertThat(reply.headers()).isEqualTo(NO_RETRY);
    assertThat(reply.body()).hasToString(json(type(kind), "\"id-1\""));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error",
    "401, authentication_error",
    "403, permission_error",
    "404, not_found_error",
    "408, timeout_error",
    "413, request_too_large",
    "415, invalid_request_error",
    "429, rate_limit_error",
    "500, api_error",
    "502, api_error",
    "503, overloaded_error",
    "504, timeout_error",
    "529, overloaded_error"
  })
  void every_status_has_its_word(int status, String type) {
    assertThat(ErrorBody.of(status, "no", "r")).hasToString(json(type, "\"r\""));
  }
}
