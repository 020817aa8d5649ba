package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.Answer;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.translator.Reply;
import java.util.Map;
import java.util.function.Function;

/** Writes {@code {type: error, error: {type, message}, request_id}}. */
final class ErrorBody {

  /** The gateway has tried already; a client that tries too only multiplies the load. */
  private static final Map<String, String> NO_RETRY = Map.of("x-should-retry", "false");

  private ErrorBody() {}

  static Reply reply(int status, String message, String requestId) {
    return new Reply(status, of(status, message, requestId), NO_RETRY);
  }

  /** The reply to a call with a whole outcome; {@code body} writes an answer. */
  static Reply orElse(GatewayCall call, Function<Answer, JsonNode> body) {
    return switch (call.wholeOutcome()) {
      case Outcome.Live live -> new Reply(200, body.apply(live.answer()));
      case Outcome.Cached cached -> new Reply(200, body.apply(cached.answer()));
      case Outcome.Degraded degraded ->
          reply(
              503,
              "%s (No model answered; cause: %s.)"
                  .formatted(degraded.text(), degraded.cause().label()),
              call.requestId());
      case Outcome.Refused refused ->
          reply(refused.kind().status(), refused.message(), call.requestId());
    };
  }

  /** The error of a status. */
  static ObjectNode of(int status, String message, String requestId) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "error");
    body.putObject("error").put("type", type(status)).put("message", message);
    return body.put("request_id", requestId);
  }

  /** The protocol has fewer words than statuses; they are chosen by status in its own reference. */
  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 408, 504 -> "timeout_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503, 529 -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
