package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.document.Document;

/** Free JSON, such as a tool's schema and input, as the SDK's documents and back. */
final class JsonDocuments {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonDocuments() {}

  static Document document(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        Map<String, Document> members = new LinkedHashMap<>();
        json.properties().forEach(e -> members.put(e.getKey(), document(e.getValue())));
        yield Document.fromMap(members);
      }
      case ARRAY -> {
        List<Document> elements = new ArrayList<>();
        json.forEach(element -> elements.add(document(element)));
        yield Document.fromList(elements);
      }
      case STRING -> Document.fromString(json.textValue());
      case NUMBER -> Document.fromNumber(json.asText());
      case BOOLEAN -> Document.fromBoolean(json.booleanValue());
      default -> Document.fromNull();
    };
  }

  static JsonNode json(Document document) {
    if (document.isMap()) {
      ObjectNode object = JSON.objectNode();
      document.asMap().forEach((name, value) -> object.set(name, json(value)));
      return object;
    }
    if (document.isList()) {
      ArrayNode array = JSON.arrayNode();
      document.asList().forEach(value -> array.add(json(value)));
      return array;
    }
    if (document.isString()) {
      return JSON.textNode(document.asString());
    }
    if (document.isBoolean()) {
      return JSON.booleanNode(document.asBoolean());
    }
    // The factory would write 100 as 1E+2.
    return document.isNumber()
        ? DecimalNode.valueOf(document.asNumber().bigDecimalValue())
        : JSON.nullNode();
  }
}
