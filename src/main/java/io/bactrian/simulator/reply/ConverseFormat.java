package io.bactrian.simulator.reply;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.simulator.wire.RequestRejected;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The bodies of Converse and ConverseStream. */
final class ConverseFormat implements BodyFormat {

  private final ObjectMapper json;

  ConverseFormat(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public Conversation read(String modelId, JsonNode body) {
    Conversation conversation = ConverseRequest.read(modelId, body);
    JsonNode format = body.path("outputConfig").path("textFormat");
    return format.isMissingNode() ? conversation : conversation.withOutputSchema(schema(format));
  }

  private JsonNode schema(JsonNode format) {
    try {
      return json.readTree(format.at("/structure/jsonSchema/schema").asText());
    } catch (JsonProcessingException e) {
      throw RequestRejected.validation(
          "The value at outputConfig.textFormat.structure.jsonSchema.schema is not a valid JSON"
              + " schema.");
    }
  }

  // Written by hand and not through a tree: this is the path that load tests measure.
  @Override
  public byte[] body(Reply reply, long latencyMs) throws IOException {
    try (var bytes = new ByteArrayBuilder(512);
        JsonGenerator out = json.getFactory().createGenerator(bytes)) {
      out.writeStartObject();
      out.writeObjectFieldStart("metrics");
      out.writeNumberField("latencyMs", latencyMs);
      out.writeEndObject();
      out.writeObjectFieldStart("output");
      out.writeObjectFieldStart("message");
      out.writeArrayFieldStart("content");
      for (ReplyBlock block : reply.blocks()) {
        write(out, block);
      }
      out.writeEndArray();
      out.writeStringField("role", "assistant");
      out.writeEndObject();
      out.writeEndObject();
      for (Map.Entry<String, JsonNode> echoed : reply.echo().entrySet()) {
        out.writeFieldName(echoed.getKey());
        out.writeTree(echoed.getValue());
      }
      out.writeStringField("stopReason", reply.stopReason().text());
      out.writeObjectFieldStart("usage");
      out.writeNumberField("inputTokens", reply.inputTokens());
      out.writeNumberField("outputTokens", reply.outputTokens());
      out.writeNumberField("totalTokens", reply.totalTokens());
      out.writeEndObject();
      out.writeEndObject();
      out.flush();
      return bytes.toByteArray();
    }
  }

  private static void write(JsonGenerator out, ReplyBlock block) throws IOException {
    out.writeStartObject();
    switch (block) {
      case ReplyBlock.Text text -> out.writeStringField("text", text.text());
      case ReplyBlock.ToolUse use -> {
        out.writeObjectFieldStart("toolUse");
        out.writeFieldName("input");
        out.writeTree(use.input());
        out.writeStringField("name", use.name());
        out.writeStringField("toolUseId", use.id());
        out.writeEndObject();
      }
    }
    out.writeEndObject();
  }

  @Override
  public List<StreamEvent> events(Reply reply) {
    return ConverseEvents.of(reply);
  }
}
