package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes a small value that a JSON schema allows: required properties, the right types. */
final class SchemaSample {

  private static final int DEEPEST = 12;
  private static final int MOST_ITEMS = 100;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode root;

  private SchemaSample(JsonNode root) {
    this.root = root;
  }

  /** Always an object: that is what the input of a tool is. */
  static JsonNode of(JsonNode schema) {
    JsonNode sample = new SchemaSample(schema).value("input", schema, 0);
    return sample.isObject() ? sample : NODES.objectNode();
  }

  private JsonNode value(String name, JsonNode schema, int depth) {
    if (depth > DEEPEST) {
      return NODES.nullNode();
    }
    for (String fixed : new String[] {"const", "default"}) {
      if (schema.has(fixed)) {
        return schema.get(fixed);
      }
    }
    if (schema.path("enum").size() > 0) {
      return schema.get("enum").get(0);
    }
    if (schema.path("$ref").asText().startsWith("#/")) {
      return value(name, root.at(schema.get("$ref").asText().substring(1)), depth + 1);
    }
    for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
      if (schema.path(choice).size() > 0) {
        return value(name, schema.get(choice).get(0), depth + 1);
      }
    }
    return ofType(name, schema, depth);
  }

  private JsonNode ofType(String name, JsonNode schema, int depth) {
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> array(name, schema, depth);
      case "integer" -> NODES.numberNode((long) Math.ceil(number(schema)));
      case "number" -> NODES.numberNode(number(schema));
      case "boolean" -> NODES.booleanNode(true);
      case "null" -> NODES.nullNode();
      default -> NODES.textNode(string(name, schema));
    };
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray() && type.size() > 0) {
      return type.get(0).asText();
    }
    return type.isTextual() ? type.asText() : schema.has("properties") ? "object" : "string";
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = NODES.objectNode();
    for (JsonNode required : schema.path("required")) {
      String name = required.asText();
      object.set(name, value(name, schema.path("properties").path(name), depth + 1));
    }
    return object;
  }

  private ArrayNode array(String name, JsonNode schema, int depth) {
    ArrayNode array = NODES.arrayNode();
    int items = schema.has("items") ? Math.max(1, schema.path("minItems").asInt()) : 0;
    for (int i = 0; i < Math.min(items, MOST_ITEMS); i++) {
      array.add(value(name, schema.path("items"), depth + 1));
    }
    return array;
  }

  private static double number(JsonNode schema) {
    double least = schema.path("minimum").asDouble(schema.path("exclusiveMinimum").asDouble() + 1);
    return schema.has("maximum") ? Math.min(least, schema.get("maximum").asDouble()) : least;
  }

  private static String string(String name, JsonNode schema) {
    String text =
        switch (schema.path("format").asText()) {
          case "date" -> "2026-01-01";
          case "date-time" -> "2026-01-01T00:00:00Z";
          case "uri" -> "https://example.com/";
          case "email" -> "simulated@example.com";
          default -> "simulated " + name;
        };
    int shortest = Math.min(schema.path("minLength").asInt(), 10_000);
    int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    String padded = text + "x".repeat(Math.max(0, shortest - text.length()));
    return padded.substring(0, Math.max(0, Math.min(longest, padded.length())));
  }
}
