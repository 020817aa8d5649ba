package io.bactrian.translator.converse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.Answer;
import io.bactrian.call.StreamEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** Any answer as JSON, and back without loss; for the gateway itself, not for clients. */
public final class AnswerJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SdkJsonWriter writer = new SdkJsonWriter();
  private final SdkJsonReader reader = new SdkJsonReader();

  public ObjectNode write(Answer answer) {
    ObjectNode json = JSON.objectNode();
    switch (answer) {
      case Answer.Conversed conversed -> json.set("conversed", writer.write(conversed.response()));
      case Answer.Counted counted -> json.set("counted", writer.write(counted.response()));
      case Answer.Invoked invoked -> {
        ObjectNode told = told(invoked.stopReason(), invoked.usage());
        told.put("body", invoked.response().body().asByteArrayUnsafe());
        told.put("content_type", invoked.response().contentType());
        ObjectNode headers = told.putObject("headers");
        invoked.headers().forEach(headers::put);
        json.set("invoked", told);
      }
      case Answer.InvokedInChunks chunks -> {
        ObjectNode told = told(chunks.stopReason(), chunks.usage());
        ArrayNode events = told.putArray("events");
        for (StreamEvent.Chunk event : chunks.events()) {
          events.add(told(event.stopReason(), event.usage()).put("json", event.json()));
        }
        json.set("chunks", told);
      }
    }
    return json;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws RuntimeException when it is anything else
   */
  public Answer read(JsonNode json) {
    if (json.has("conversed")) {
      return new Answer.Conversed(
          reader.read(json.get("conversed"), ConverseResponse.builder()).build());
    }
    if (json.has("counted")) {
      return new Answer.Counted(
          reader.read(json.get("counted"), CountTokensResponse.builder()).build());
    }
    return json.has("invoked") ? invoked(json.get("invoked")) : chunks(json.required("chunks"));
  }

  private static Answer invoked(JsonNode told) {
    Map<String, String> headers = new HashMap<>();
    told.required("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return new Answer.Invoked(
        InvokeModelResponse.builder()
            .body(SdkBytes.fromByteArrayUnsafe(bytes(told.required("body"))))
            .contentType(told.required("content_type").textValue())
            .build(),
        headers,
        stopReason(told),
        usage(told));
  }

  private static Answer chunks(JsonNode told) {
    List<StreamEvent.Chunk> events = new ArrayList<>();
    for (JsonNode event : told.required("events")) {
      events.add(
          new StreamEvent.Chunk(bytes(event.required("json")), stopReason(event), usage(event)));
    }
    return new Answer.InvokedInChunks(events, stopReason(told), usage(told));
  }

  private static ObjectNode told(Optional<StopReason> stopReason, Optional<Answer.Usage> usage) {
    ObjectNode json = JSON.objectNode();
    stopReason.ifPresent(reason -> json.put("stop_reason", reason.toString()));
    usage.ifPresent(
        tokens ->
            json.putArray("usage")
                .add(tokens.input())
                .add(tokens.output())
                .add(tokens.cacheRead())
                .add(tokens.cacheWrite()));
    return json;
  }

  private static Optional<StopReason> stopReason(JsonNode told) {
    return Optional.ofNullable(told.get("stop_reason")).map(r -> StopReason.fromValue(r.asText()));
  }

  private static Optional<Answer.Usage> usage(JsonNode told) {
    return Optional.ofNullable(told.get("usage"))
        .map(
            tokens ->
                new Answer.Usage(
                    tokens.required(0).asLong(),
                    tokens.required(1).asLong(),
                    tokens.required(2).asLong(),
                    tokens.required(3).asLong()));
  }

  private static byte[] bytes(JsonNode base64) {
    try {
      return base64.binaryValue();
    } catch (IOException noBase64) {
      throw new UncheckedIOException(noBase64);
    }
  }
}
