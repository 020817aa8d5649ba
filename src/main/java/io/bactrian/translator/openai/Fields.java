package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.translator.InvalidRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of one object somewhere in a request, read strictly. What is wrong is named by its
 * path, such as {@code messages[0].role}; JSON null counts as absent.
 */
final class Fields {

  private final String path;
  private final JsonNode object;
  private final boolean dropUnmapped;

  private Fields(String path, JsonNode object, boolean dropUnmapped) {
    if (object == null || !object.isObject()) {
      throw new InvalidRequest(
          path.isEmpty()
              ? "the body must be a JSON object with model and messages"
              : "field '" + path + "' must be an object");
    }
    this.path = path;
    this.object = object;
    this.dropUnmapped = dropUnmapped;
  }

  static Fields body(JsonNode body, boolean dropUnmapped) {
    return new Fields("", body, dropUnmapped);
  }

  /** Refuses members of other names, unless such are to be left out. */
  Fields only(String... allowed) {
    return only(List.of(allowed));
  }

  Fields only(List<String> allowed) {
    for (String name : names()) {
      if (!dropUnmapped && !allowed.contains(name)) {
        throw new InvalidRequest(
            "unknown field '"
                + at(InvalidRequest.quotable(name))
                + "'; allowed: "
                + String.join(", ", allowed));
      }
    }
    return this;
  }

  /** Refuses a value that Bedrock cannot be told, unless such are to be left out. */
  void unmapped(String name, String... neutral) {
    Optional<JsonNode> value = get(name);
    if (value.isPresent() && !dropUnmapped && !UnmappedFields.isNeutral(value.get(), neutral)) {
      throw wrong(
          name,
          neutral.length == 0
              ? "has no equivalent in Bedrock; leave it out"
              : "has no equivalent in Bedrock; leave it out or send " + String.join(", ", neutral));
    }
  }

  List<String> names() {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  Optional<JsonNode> get(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }

  /** A required string that is not blank. */
  String text(String name) {
    String text = string(name).orElseThrow(() -> wrong(name, "is required"));
    if (text.isBlank()) {
      throw wrong(name, "must not be blank");
    }
    return text;
  }

  Optional<String> string(String name) {
    Optional<JsonNode> value = get(name);
    if (value.isPresent() && !value.get().isTextual()) {
      throw wrong(name, "must be a string");
    }
    return value.map(JsonNode::textValue);
  }

  /** A required string that is one of a few. */
  String choice(String name, List<String> allowed) {
    return string(name)
        .filter(allowed::contains)
        .orElseThrow(() -> wrong(name, "must be one of " + String.join(", ", allowed)));
  }

  /** A boolean, false where it is absent. */
  boolean flag(String name) {
    Optional<JsonNode> value = get(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw wrong(name, "must be true or false");
    }
    return value.isPresent() && value.get().booleanValue();
  }

  /** A number from 0 to 1, which is what Bedrock allows. */
  Optional<Float> fraction(String name) {
    Optional<JsonNode> value = get(name);
    if (value.isPresent() && !isFraction(value.get())) {
      throw wrong(name, "must be a number from 0 to 1");
    }
    return value.map(JsonNode::floatValue);
  }

  /** A whole number of at least 1. */
  Optional<Integer> count(String name) {
    Optional<JsonNode> value = get(name);
    if (value.isPresent() && !isCount(value.get())) {
      throw wrong(name, "must be a whole number of at least 1");
    }
    return value.map(JsonNode::intValue);
  }

  /** An optional object. */
  Optional<Fields> object(String name) {
    return get(name).map(value -> new Fields(at(name), value, dropUnmapped));
  }

  Fields requiredObject(String name) {
    return object(name).orElseThrow(() -> wrong(name, "is required"));
  }

  /** The objects of an array; none where it is absent. */
  List<Fields> objects(String name) {
    Optional<JsonNode> value = get(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!value.get().isArray()) {
      throw wrong(name, "must be an array of objects");
    }
    List<Fields> elements = new ArrayList<>();
    for (JsonNode element : value.get()) {
      elements.add(new Fields(at(name) + "[" + elements.size() + "]", element, dropUnmapped));
    }
    return elements;
  }

  InvalidRequest wrong(String name, String rule) {
    return new InvalidRequest("field '" + at(name) + "' " + rule);
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static boolean isFraction(JsonNode value) {
    return value.isNumber()
        && value.decimalValue().signum() >= 0
        && value.decimalValue().compareTo(BigDecimal.ONE) <= 0;
  }

  private static boolean isCount(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 1;
  }
}
