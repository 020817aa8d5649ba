package io.bactrian.evaluation.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** A question as a streamed chat completion, which no kept answer may answer. */
final class ChatRequest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ChatRequest() {}

  static HttpRequest of(URI gateway, Question question) {
    return HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
        .header("Content-Type", "application/json")
        .header("Cache-Control", "no-cache, no-store")
        .POST(BodyPublishers.ofString(body(question).toString()))
        .build();
  }

  private static ObjectNode body(Question question) {
    ObjectNode body = JSON.objectNode().put("model", question.model()).put("stream", true);
    body.putObject("stream_options").put("include_usage", true);
    ArrayNode messages = body.putArray("messages");
    question
        .asked()
        .systemPrompt()
        .ifPresent(text -> messages.addObject().put("role", "system").put("content", text));
    messages.addObject().put("role", "user").put("content", question.asked().prompt());
    return body;
  }
}
