package io.bactrian.translator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.translator.InvalidRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One JSON object of a request and its place in it, read strictly: what does not fit is refused by
 * its whole path. JSON null counts as absent.
 */
final class RequestObject {

  private final String path;
  private final JsonNode node;

  private RequestObject(String path, JsonNode node) {
    if (node == null || !node.isObject()) {
      String what = path.isEmpty() ? "the body" : "field '" + path + "'";
      throw new InvalidRequest(what + " must be a JSON object");
    }
    this.path = path;
    this.node = node;
  }

  static RequestObject root(JsonNode body) {
    return new RequestObject("", body);
  }

  JsonNode json() {
    return node;
  }

  /** Refuses every member that is not named here; clients send nulls for fields they only know. */
  RequestObject only(String... allowed) {
    List<String> names = Arrays.asList(allowed);
    for (Iterator<String> present = node.fieldNames(); present.hasNext(); ) {
      String name = present.next();
      if (has(name) && !names.contains(name)) {
        throw new InvalidRequest(
            "unknown field '%s'; allowed: %s"
                .formatted(at(InvalidRequest.quotable(name)), String.join(", ", names)));
      }
    }
    return this;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    if (!node.get(name).isTextual()) {
      throw refused(name, "must be a string");
    }
    return Optional.of(node.get(name).textValue());
  }

  String matching(String name, Pattern pattern) {
    String text = text(name);
    if (!pattern.matcher(text).matches()) {
      throw refused(name, "must match " + pattern);
    }
    return text;
  }

  String oneOf(String name, String... allowed) {
    String text = text(name);
    if (!Arrays.asList(allowed).contains(text)) {
      throw notOneOf(name, allowed);
    }
    return text;
  }

  InvalidRequest notOneOf(String name, String... allowed) {
    return refused(
        name,
        "is '%s'; allowed: %s"
            .formatted(InvalidRequest.quotable(text(name)), String.join(", ", allowed)));
  }

  Optional<Integer> wholeNumber(String name, int least) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = node.get(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
      throw refused(name, "must be a whole number of at least " + least);
    }
    return Optional.of(value.intValue());
  }

  /** A number from 0 to 1. */
  Optional<Float> fraction(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = node.get(name);
    if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
      throw refused(name, "must be a number from 0 to 1");
    }
    return Optional.of(value.floatValue());
  }

  /** A truth value; absent is false. */
  boolean flag(String name) {
    if (has(name) && !node.get(name).isBoolean()) {
      throw refused(name, "must be true or false");
    }
    return has(name) && node.get(name).booleanValue();
  }

  RequestObject object(String name) {
    return optionalObject(name).orElseThrow(() -> missing(name));
  }

  Optional<RequestObject> optionalObject(String name) {
    return has(name) ? Optional.of(new RequestObject(at(name), node.get(name))) : Optional.empty();
  }

  /** An array of objects; absent is empty. */
  List<RequestObject> objects(String name) {
    List<RequestObject> objects = new ArrayList<>();
    for (JsonNode element : array(name)) {
      objects.add(new RequestObject(at(name) + "[" + objects.size() + "]", element));
    }
    return objects;
  }

  /** An array of strings that are not empty; absent is empty. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name)) {
      if (!element.isTextual() || element.textValue().isEmpty()) {
        throw refused(name, "must be an array of strings that are not empty");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** An array of content blocks, or a string, which is short for one text block. */
  List<RequestObject> blocks(String name) {
    if (!has(name) || !node.get(name).isTextual()) {
      return objects(name);
    }
    var block = JsonNodeFactory.instance.objectNode().put("type", "text");
    return List.of(new RequestObject(at(name), block.set("text", node.get(name))));
  }

  InvalidRequest missing(String name) {
    return refused(name, "is required");
  }

  InvalidRequest refused(String name, String why) {
    return new InvalidRequest("field '" + at(name) + "' " + why);
  }

  private Iterable<JsonNode> array(String name) {
    if (!has(name)) {
      return List.of();
    }
    if (!node.get(name).isArray()) {
      throw refused(name, "must be an array");
    }
    return node.get(name);
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
