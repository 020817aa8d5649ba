package io.bactrian.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A call that wants its answer as server-sent events, and what came. */
record SseCall(int status, HttpHeaders headers, List<String> lines) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static HttpRequest request(RunningGateway gateway, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
        .header("content-type", "application/json")
        .timeout(Duration.ofSeconds(60))
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  static SseCall chat(RunningGateway gateway, String content) {
    return send(gateway, "/chat", "{\"stream\":true,\"content\":\"" + content + "\"}");
  }

  static SseCall send(RunningGateway gateway, String path, String body) {
    try {
      HttpResponse<Stream<String>> response =
          gateway.client().send(request(gateway, path, body), BodyHandlers.ofLines());
      return new SseCall(response.statusCode(), response.headers(), response.body().toList());
    } catch (IOException | InterruptedException problem) {
      throw new AssertionError(problem);
    }
  }

  /** The data of all events. */
  List<JsonNode> data() {
    return lines.stream()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> parse(line.substring("data: ".length())))
        .toList();
  }

  /** All text of a {@code /chat} stream. */
  String text() {
    return data().stream()
        .map(event -> event.path("response").asText())
        .collect(Collectors.joining());
  }

  /** How a {@code /chat} stream says that it ended. */
  String ending() {
    return data().getLast().path("status").asText();
  }

  String attempts() {
    return headers.firstValue("x-bactrian-attempts").orElse("");
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException problem) {
      throw new AssertionError(json, problem);
    }
  }
}
