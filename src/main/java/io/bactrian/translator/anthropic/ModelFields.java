package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.translator.DocumentJson;
import io.bactrian.translator.RequestObject;
import software.amazon.awssdk.core.document.Document;

/** What Converse has no members for and hands to the model as it is: thinking and {@code top_k}. */
final class ModelFields {

  private static final int SMALLEST_BUDGET = 1024;

  private ModelFields() {}

  /** The fields; null where there are none, because not every model takes even an empty object. */
  static Document read(RequestObject body) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    body.wholeNumber("top_k", 0).ifPresent(topK -> fields.put("top_k", topK));
    body.optionalObject("thinking").ifPresent(t -> fields.set("thinking", checked(t).json()));
    return fields.isEmpty() ? null : DocumentJson.read(fields);
  }

  private static RequestObject checked(RequestObject thinking) {
    String type = thinking.oneOf("type", "enabled", "disabled", "adaptive");
    if (type.equals("disabled")) {
      return thinking.only("type");
    }
    if (thinking.has("display")) {
      thinking.oneOf("display", "summarized", "omitted");
    }
    if (type.equals("adaptive")) {
      return thinking.only("type", "display");
    }
    if (thinking.wholeNumber("budget_tokens", SMALLEST_BUDGET).isEmpty()) {
      throw thinking.missing("budget_tokens");
    }
    return thinking.only("type", "budget_tokens", "display");
  }
}
