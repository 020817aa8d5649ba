package io.bactrian.translator.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Outcome;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OpenAiErrorTest {

  private static final Map<String, String> NO_RETRY = Map.of("x-should-retry", "false");

  private final OpenAiFormat format =
      new OpenAiFormat(new OpenAiSettings(false, 1024, "general"), () -> 1_700);

  @ParameterizedTest
  @CsvSource({
    "CALLER_INVALID_REQUEST, 400, invalid_request_error, ,",
    "CALLER_CONTEXT_TOO_LONG, 400, invalid_request_error, messages, context_length_exceeded",
    "CALLER_UNKNOWN_MODEL, 404, invalid_request_error, model, model_not_found",
    "CALLER_RESIDENCY, 400, invalid_request_error, , geo_not_available",
    "TARGET_THROTTLED, 429, requests, , rate_limit_exceeded",
    "TARGET_QUOTA_EXHAUSTED, 429, insufficient_quota, , insufficient_quota",
    "TARGET_NOT_READY, 503, service_unavailable_error, , service_unavailable",
    "TARGET_UNAVAILABLE, 503, service_unavailable_error, , service_unavailable",
    "TARGET_INTERNAL_ERROR, 502, server_error, , bad_gateway",
    "TARGET_CONNECTION_FAILED, 502, server_error, , bad_gateway",
    "TARGET_TIMEOUT, 504, timeout, , timeout",
    "TARGET_MODEL_ERROR, 502, server_error, , bad_gateway",
    "TARGET_EMPTY_REPLY, 502, server_error, , bad_gateway",
    "TARGET_CORRUPT_REPLY, 502, server_error, , bad_gateway",
    "TARGET_ACCESS_DENIED, 502, server_error, , bad_gateway",
    "TARGET_MODEL_NOT_FOUND, 502, server_error, , bad_gateway",
    "TARGET_MODEL_NOT_ON_DEMAND, 502, server_error, , bad_gateway",
    "TARGET_CREDENTIALS_MISSING, 502, server_error, , bad_gateway",
    "TARGET_NOT_PERMITTED, 503, service_unavailable_error, , service_unavailable",
    "GATEWAY_NO_USABLE_TARGET, 503, service_unavailable_error, , service_unavailable",
    "GATEWAY_TARGETS_BUSY, 503, service_unavailable_error, , service_unavailable",
    "GATEWAY_DEADLINE_EXCEEDED, 504, timeout, , timeout",
    "GATEWAY_NO_KEPT_ANSWER, 504, service_unavailable_error, , no_kept_answer",
    "GATEWAY_STOPPING, 503, service_unavailable_error, , service_unavailable",
    "GATEWAY_INTERNAL_ERROR, 500, server_error, , internal_error"
  })
  void every_failure_has_its_error(
      FailureKind kind, int status, String type, String param, String code) {
    Reply reply = format.error(kind, "no", "id");

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers()).isEqualTo(NO_RETRY);
    assertThat(reply.body().toString())
        .isEqualTo(
            "{\"error\":{\"message\":\"no\",\"type\":%s,\"param\":%s,\"code\":%s}}"
                .formatted(quoted(type), quoted(param), quoted(code)));
  }

  private static String quoted(String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  @ParameterizedTest
  @EnumSource
  void a_refused_call_is_the_error_of_its_kind(FailureKind kind) {
    Reply refused = format.write(Calls.asking("Why?").ended(new Outcome.Refused(kind, "no")));
    assertThat(refused).isEqualTo(format.error(kind, "no", "id"));
    assertThat(refused.status()).isEqualTo(kind.status());
  }

  @ParameterizedTest
  @EnumSource
  void an_apology_is_a_503_and_no_answer(FailureKind cause) {
    Reply reply = format.write(Calls.asking("Why?").ended(new Outcome.Degraded("Sorry.", cause)));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).isEqualTo(NO_RETRY);
    assertThat(reply.body().toString())
        .isEqualTo(
            "{\"error\":{\"message\":\"Service temporarily unavailable. Cause: "
                + cause.label()
                + ". Sorry.\",\"type\":\"service_unavailable_error\",\"param\":null,"
                + "\"code\":\"degraded\"}}");
  }

  @Test
  void models_are_listed_in_order() {
    Reply reply = new OpenAiModels(List.of("haiku", "nova")).list();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().toString())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":[{\"id\":\"haiku\",\"object\":\"model\",\"created\":0,"
                + "\"owned_by\":\"bactrian\"},{\"id\":\"nova\",\"object\":\"model\",\"created\":0,"
                + "\"owned_by\":\"bactrian\"}]}");
  }

  @Test
  void one_model_is_found_and_another_is_not() {
    var models = new OpenAiModels(List.of("haiku", "nova"));
    assertThat(models.find("nova")).isEqualTo(new Reply(200, models.list().body().at("/data/1")));

    Reply unknown = models.find("gpt");
    JsonNode error = unknown.body().get("error");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(error.get("code").textValue()).isEqualTo("model_not_found");
    assertThat(error.get("message").textValue()).isEqualTo("No such model is configured");
  }
}
