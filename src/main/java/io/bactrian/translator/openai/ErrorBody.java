package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Outcome;
import io.bactrian.translator.Reply;
import java.util.Map;

/**
 * {@code {error: {message, type, param, code}}} for each failure. OpenAI's clients are told not to
 * retry: the gateway already has, and their tries would multiply with its own.
 */
final class ErrorBody {

  private record Classification(String type, String param, String code) {}

  private static final Map<String, String> NO_RETRY = Map.of("x-should-retry", "false");
  private static final String UNAVAILABLE = "service_unavailable_error";

  private ErrorBody() {}

  static Reply reply(FailureKind kind, String message) {
    return new Reply(kind.status(), of(kind, message), NO_RETRY);
  }

  static Reply degraded(Outcome.Degraded degraded) {
    String message =
        "Service temporarily unavailable. Cause: "
            + degraded.cause().label()
            + ". "
            + degraded.text();
    return new Reply(
        503, body(new Classification(UNAVAILABLE, null, "degraded"), message), NO_RETRY);
  }

  static ObjectNode of(FailureKind kind, String message) {
    return body(classification(kind), message);
  }

  private static Classification classification(FailureKind kind) {
    return switch (kind) {
      case CALLER_INVALID_REQUEST, CALLER_LEFT -> invalid(null, null);
      case CALLER_CONTEXT_TOO_LONG -> invalid("messages", "context_length_exceeded");
      case CALLER_RESIDENCY -> invalid(null, "geo_not_available");
      case CALLER_UNKNOWN_MODEL -> invalid("model", "model_not_found");
      case TARGET_THROTTLED -> new Classification("requests", null, "rate_limit_exceeded");
      case TARGET_QUOTA_EXHAUSTED ->
          new Classification("insufficient_quota", null, "insufficient_quota");
      case TARGET_NOT_READY,
          TARGET_UNAVAILABLE,
          TARGET_NOT_PERMITTED,
          GATEWAY_NO_USABLE_TARGET,
          GATEWAY_TARGETS_BUSY,
          GATEWAY_CANCELLED,
          GATEWAY_TOO_MANY_STREAMS,
          GATEWAY_STOPPING ->
          new Classification(UNAVAILABLE, null, "service_unavailable");
      case TARGET_TIMEOUT, GATEWAY_DEADLINE_EXCEEDED ->
          new Classification("timeout", null, "timeout");
      case TARGET_INTERNAL_ERROR,
          TARGET_CONNECTION_FAILED,
          TARGET_MODEL_ERROR,
          TARGET_EMPTY_REPLY,
          TARGET_CORRUPT_REPLY,
          TARGET_ACCESS_DENIED,
          TARGET_MODEL_NOT_FOUND,
          TARGET_MODEL_NOT_ON_DEMAND,
          TARGET_CREDENTIALS_MISSING ->
          new Classification("server_error", null, "bad_gateway");
      case GATEWAY_NO_KEPT_ANSWER -> new Classification(UNAVAILABLE, null, "no_kept_answer");
      case GATEWAY_INTERNAL_ERROR -> new Classification("server_error", null, "internal_error");
    };
  }

  private static Classification invalid(String param, String code) {
    return new Classification("invalid_request_error", param, code);
  }

  private static ObjectNode body(Classification failure, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error")
        .put("message", message)
        .put("type", failure.type())
        .put("param", failure.param())
        .put("code", failure.code());
    return body;
  }
}
