package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.document.Document;

/** Free JSON, as the SDK and as Jackson hold it. Numbers keep their precision. */
final class JsonDocument {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonDocument() {}

  static Document of(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        Map<String, Document> members = new LinkedHashMap<>();
        json.properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
        yield Document.fromMap(members);
      }
      case ARRAY -> {
        List<Document> elements = new ArrayList<>();
        json.forEach(element -> elements.add(of(element)));
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
      document.asMap().forEach((name, member) -> object.set(name, json(member)));
      return object;
    }
    if (document.isList()) {
      ArrayNode array = JSON.arrayNode();
      document.asList().forEach(element -> array.add(json(element)));
      return array;
    }
    if (document.isString()) {
      return JSON.textNode(document.asString());
    }
    if (document.isNumber()) {
      return DecimalNode.valueOf(new BigDecimal(document.asNumber().stringValue()));
    }
    return document.isBoolean() ? JSON.booleanNode(document.asBoolean()) : JSON.nullNode();
  }
}
