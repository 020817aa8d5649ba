package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.FailureKind;
import io.bactrian.translator.Reply;
import java.util.List;

/**
 * The models that clients may name: {@code GET /v1/models} and {@code GET /v1/models/{id}}. Their
 * creation time is 0, as nobody knows it.
 */
public final class OpenAiModels {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final List<String> aliases;

  public OpenAiModels(List<String> aliases) {
    this.aliases = List.copyOf(aliases);
  }

  /** {@code {object: "list", data: [...]}}, in the configured order. */
  public Reply list() {
    ObjectNode body = JSON.objectNode().put("object", "list");
    ArrayNode data = body.putArray("data");
    aliases.stream().map(OpenAiModels::model).forEach(data::add);
    return new Reply(200, body);
  }

  /** One model, or a 404 with the code {@code model_not_found}. */
  public Reply find(String id) {
    return aliases.contains(id)
        ? new Reply(200, model(id))
        : ErrorBody.reply(
            FailureKind.CALLER_UNKNOWN_MODEL, FailureKind.CALLER_UNKNOWN_MODEL.reason());
  }

  private static ObjectNode model(String alias) {
    return JSON.objectNode()
        .put("id", alias)
        .put("object", "model")
        .put("created", 0)
        .put("owned_by", "bactrian");
  }
}
