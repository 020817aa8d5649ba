package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.simulator.wire.RequestRejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The native bodies of Amazon Titan text models. */
final class TitanFormat implements BodyFormat {

  private static final int DEFAULT_MAX_TOKENS = 512;
  private static final int PIECES_PER_CHUNK = 8;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectMapper json;

  TitanFormat(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public Conversation read(String modelId, JsonNode body) {
    JsonNode prompt = body.path("inputText");
    if (!prompt.isTextual()) {
      throw malformed("#: required key [inputText] not found");
    }
    if (prompt.textValue().isBlank()) {
      throw malformed("expected minLength: 1, actual: 0");
    }
    JsonNode config = body.path("textGenerationConfig");
    JsonNode most = config.path("maxTokenCount");
    if (!most.isMissingNode() && (!most.isIntegralNumber() || most.longValue() < 1)) {
      throw malformed("#/textGenerationConfig/maxTokenCount: must be at least 1");
    }
    return new Conversation(
        prompt.textValue(),
        31L * modelId.hashCode() + prompt.textValue().hashCode(),
        Tokens.of(prompt.textValue()),
        most.asInt(DEFAULT_MAX_TOKENS),
        ConverseRequest.texts(config.path("stopSequences")).stream()
            .filter(sequence -> !sequence.isEmpty())
            .toList(),
        ToolOffer.none(),
        false,
        Optional.empty(),
        Map.of());
  }

  private static RequestRejected malformed(String what) {
    return RequestRejected.validation(
        "Malformed input request: " + what + ", please reformat your input and try again.");
  }

  @Override
  public byte[] body(Reply reply, long latencyMs) throws IOException {
    ObjectNode body = NODES.objectNode().put("inputTextTokenCount", reply.inputTokens());
    body.putArray("results")
        .addObject()
        .put("tokenCount", reply.outputTokens())
        .put("outputText", text(reply))
        .put("completionReason", reply.stopReason().titanText());
    return json.writeValueAsBytes(body);
  }

  @Override
  public List<StreamEvent> events(Reply reply) {
    List<String> pieces = Tokens.pieces(text(reply));
    List<StreamEvent> events = new ArrayList<>();
    for (int from = 0; from < pieces.size(); from += PIECES_PER_CHUNK) {
      int to = Math.min(pieces.size(), from + PIECES_PER_CHUNK);
      String text = String.join("", pieces.subList(from, to));
      events.add(chunk(reply, text, to == pieces.size()));
    }
    if (events.isEmpty()) {
      events.add(chunk(reply, "", true));
    }
    return events;
  }

  private static StreamEvent chunk(Reply reply, String text, boolean last) {
    ObjectNode chunk = NODES.objectNode().put("outputText", text).put("index", 0);
    if (last) {
      chunk
          .put("totalOutputTextTokenCount", reply.outputTokens())
          .put("completionReason", reply.stopReason().titanText())
          .put("inputTextTokenCount", reply.inputTokens());
    } else {
      chunk
          .putNull("totalOutputTextTokenCount")
          .putNull("completionReason")
          .putNull("inputTextTokenCount");
    }
    return StreamEvent.of("chunk", chunk);
  }

  private static String text(Reply reply) {
    return reply.blocks().isEmpty() ? "" : ((ReplyBlock.Text) reply.blocks().getFirst()).text();
  }
}
