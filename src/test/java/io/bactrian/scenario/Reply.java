package io.bactrian.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Map;

/** A reply of the gateway as its caller sees it. */
public record Reply(int status, HttpHeaders headers, String text) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public static Reply of(HttpResponse<String> response) {
    return new Reply(response.statusCode(), response.headers(), response.body());
  }

  /** The header's value, empty where it is absent. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  public String servedBy() {
    return header("x-bactrian-served-by");
  }

  public String degraded() {
    return header("x-bactrian-degraded");
  }

  public String attempts() {
    return header("x-bactrian-attempts");
  }

  public JsonNode body() {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("not JSON: " + text, notJson);
    }
  }

  /** A member of the body as text; for numbers and objects their JSON. */
  String field(String name) {
    JsonNode value = body().path(name);
    return value.isTextual() ? value.textValue() : value.toString();
  }

  /** Whether a target answered just now, and nothing about the reply is degraded. */
  public boolean isLive() {
    return status == 200 && degraded().isEmpty() && servedBy().contains("/");
  }

  @Override
  public String toString() {
    return status + " " + headers.map().entrySet().stream().filter(Reply::ours).toList() + text;
  }

  private static boolean ours(Map.Entry<String, ?> header) {
    return header.getKey().startsWith("x-bactrian");
  }
}
