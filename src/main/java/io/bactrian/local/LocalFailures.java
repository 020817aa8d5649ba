package io.bactrian.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What an error of a local model's server means, in the rows of the failure table. OpenAI has
 * {@code {"error": {"message", "type", "code"}}}, Ollama {@code {"error": "..."}}. Nothing of what
 * it says is passed on: the caller has not asked it.
 */
final class LocalFailures {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How servers say that the input is too long: of code, type or message. */
  private static final List<String> TOO_LONG =
      List.of(
          "context_length_exceeded",
          "exceed_context_size",
          "context length",
          "context window",
          "context size");

  private LocalFailures() {}

  /** An answer of another status than 200. */
  static CallFailed of(int status, byte[] body) {
    return failed(kind(status, said(error(body))));
  }

  /** An error in the place of an answer, or of the rest of one. */
  static CallFailed told(JsonNode error) {
    return failed(
        isTooLong(said(error))
            ? FailureKind.CALLER_CONTEXT_TOO_LONG
            : FailureKind.TARGET_INTERNAL_ERROR);
  }

  /** Anything that kept the answer from coming. */
  static CallFailed of(Throwable thrown) {
    return switch (thrown) {
      case CallFailed known -> known;
      case HttpConnectTimeoutException late -> failed(FailureKind.TARGET_CONNECTION_FAILED);
      case HttpTimeoutException late -> failed(FailureKind.TARGET_TIMEOUT);
      case JsonProcessingException unreadable -> failed(FailureKind.TARGET_CORRUPT_REPLY);
      // What is no HTTP at all is an IOException like any other to the JDK's client.
      case IOException broken -> failed(FailureKind.TARGET_CONNECTION_FAILED);
      default -> failed(FailureKind.GATEWAY_INTERNAL_ERROR);
    };
  }

  static CallFailed failed(FailureKind kind) {
    return new CallFailed(kind, List.of(), kind.reason());
  }

  private static FailureKind kind(int status, String said) {
    return switch (status) {
      case 400, 413, 422 ->
          status == 413 || isTooLong(said)
              ? FailureKind.CALLER_CONTEXT_TOO_LONG
              : FailureKind.CALLER_INVALID_REQUEST;
      case 401, 403 -> FailureKind.TARGET_ACCESS_DENIED;
      case 404 -> FailureKind.TARGET_MODEL_NOT_FOUND;
      case 408, 504 -> FailureKind.TARGET_TIMEOUT;
      case 429 ->
          said.contains("insufficient_quota")
              ? FailureKind.TARGET_QUOTA_EXHAUSTED
              : FailureKind.TARGET_THROTTLED;
      case 503 ->
          said.contains("loading model")
              ? FailureKind.TARGET_NOT_READY
              : FailureKind.TARGET_UNAVAILABLE;
      default -> unlisted(status);
    };
  }

  /** Redirects are not followed: something else than a model's server answered. */
  private static FailureKind unlisted(int status) {
    if (status < 400) {
      return FailureKind.TARGET_CORRUPT_REPLY;
    }
    return status >= 500 ? FailureKind.TARGET_INTERNAL_ERROR : FailureKind.CALLER_INVALID_REQUEST;
  }

  private static boolean isTooLong(String said) {
    return TOO_LONG.stream().anyMatch(said::contains);
  }

  private static String said(JsonNode error) {
    String all =
        error.isTextual()
            ? error.textValue()
            : error.path("code").asText()
                + " "
                + error.path("type").asText()
                + " "
                + error.path("message").asText();
    return all.toLowerCase(Locale.ROOT);
  }

  private static JsonNode error(byte[] body) {
    try {
      return JSON.readTree(new String(body, StandardCharsets.UTF_8)).path("error");
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }
}
