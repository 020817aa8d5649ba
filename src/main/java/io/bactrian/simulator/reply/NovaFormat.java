package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** The native bodies of Amazon Nova models: those of Converse, with the event name in the chunk. */
final class NovaFormat implements BodyFormat {

  private final ConverseFormat converse;
  private final ObjectMapper json;

  NovaFormat(ObjectMapper json) {
    this.converse = new ConverseFormat(json);
    this.json = json;
  }

  @Override
  public Conversation read(String modelId, JsonNode body) {
    return converse.read(modelId, body);
  }

  @Override
  public byte[] body(Reply reply, long latencyMs) throws IOException {
    ObjectNode body = (ObjectNode) json.readTree(converse.body(reply, latencyMs));
    body.remove("metrics");
    return json.writeValueAsBytes(body);
  }

  @Override
  public List<StreamEvent> events(Reply reply) {
    return converse.events(reply).stream().map(NovaFormat::named).toList();
  }

  private static StreamEvent named(StreamEvent event) {
    return new StreamEvent(
        event.name(),
        latencyMs -> {
          ObjectNode named = JsonNodeFactory.instance.objectNode();
          named.set(event.name(), event.payload().apply(latencyMs));
          return named;
        });
  }
}
