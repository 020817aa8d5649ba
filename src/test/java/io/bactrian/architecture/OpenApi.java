package io.bactrian.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The contract in {@code openapi.yaml}, as far as this project's uses OpenAPI. */
final class OpenApi {

  private final Map<?, ?> document;

  private OpenApi(Map<?, ?> document) {
    this.document = document;
  }

  static OpenApi read(Path path) throws IOException {
    Object parsed = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(path));
    return new OpenApi((Map<?, ?>) parsed);
  }

  /** Method and path of every operation, such as {@code GET /health}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    map(document, "paths")
        .forEach(
            (path, methods) ->
                ((Map<?, ?>) methods)
                    .keySet()
                    .forEach(
                        method -> operations.add(method.toString().toUpperCase() + " " + path)));
    return operations;
  }

  /** What an operation declares for a status; null where it declares nothing. */
  Map<?, ?> response(String operation, int status) {
    String[] parts = operation.split(" ");
    Map<?, ?> methods = map(map(document, "paths"), parts[1]);
    Map<?, ?> responses = map(map(methods, parts[0].toLowerCase()), "responses");
    Object response = responses.get(Integer.toString(status));
    return response == null ? null : resolved(response);
  }

  /** What of a JSON value does not fit a schema; empty when it fits. */
  String misfit(Object schema, Object value, String where) {
    Map<?, ?> rules = resolved(schema);
    if (rules.containsKey("const") && !rules.get("const").equals(value)
        || rules.get("enum") instanceof Collection<?> allowed && !allowed.contains(value)
        || rules.containsKey("type") && !isOfType(rules.get("type"), value)) {
      return where + " is " + value + "; ";
    }
    var misfits = new StringBuilder();
    if (value instanceof Map<?, ?> object) {
      if (rules.get("required") instanceof Collection<?> required) {
        required.stream()
            .filter(name -> !object.containsKey(name))
            .forEach(name -> misfits.append(where).append(" lacks ").append(name).append("; "));
      }
      object.forEach((name, member) -> misfits.append(member(rules, name, member, where)));
    } else if (value instanceof List<?> items) {
      items.forEach(item -> misfits.append(misfit(rules.get("items"), item, where + "[]")));
    }
    return misfits.toString();
  }

  private String member(Map<?, ?> rules, Object name, Object member, String where) {
    Object schema = rules.get("properties") instanceof Map<?, ?> known ? known.get(name) : null;
    Object other = rules.get("additionalProperties");
    if (schema == null && Boolean.FALSE.equals(other)) {
      return where + "." + name + " is not declared; ";
    }
    Object chosen = schema == null ? other : schema;
    return chosen == null ? "" : misfit(chosen, member, where + "." + name);
  }

  private static boolean isOfType(Object type, Object value) {
    if (type instanceof Collection<?> several) {
      return several.stream().anyMatch(one -> isOfType(one, value));
    }
    return switch (type.toString()) {
      case "object" -> value instanceof Map<?, ?>;
      case "array" -> value instanceof List<?>;
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "number" -> value instanceof Number;
      case "boolean" -> value instanceof Boolean;
      default -> value == null;
    };
  }

  private Map<?, ?> resolved(Object node) {
    Map<?, ?> known = (Map<?, ?>) node;
    Object reference = known.get("$ref");
    if (reference == null) {
      return known;
    }
    Map<?, ?> at = document;
    for (String step : reference.toString().substring(2).split("/")) {
      at = map(at, step);
    }
    return resolved(at);
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    if (parent.get(key) instanceof Map<?, ?> child) {
      return child;
    }
    throw new IllegalArgumentException("there is no " + key + " in " + parent.keySet());
  }
}
