package io.bactrian.evaluation.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What makes trials of one run comparable: what was asked, of whom and how often; by name. */
public record RunParameters(Map<String, String> values) {

  private static final String NONE = "none";

  public RunParameters {
    values = new LinkedHashMap<>(values);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    values.forEach(json::put);
    return json;
  }

  static RunParameters read(JsonNode json) {
    Map<String, String> values = new LinkedHashMap<>();
    json.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
    return new RunParameters(values);
  }

  /** The first parameter that another run has otherwise, in words. */
  Optional<String> difference(RunParameters other) {
    Map<String, String> all = new LinkedHashMap<>(values);
    other.values.forEach(all::putIfAbsent);
    return all.keySet().stream()
        .filter(name -> !value(name).equals(other.value(name)))
        .map(name -> name + " was " + other.value(name) + " and is " + value(name))
        .findFirst();
  }

  private String value(String name) {
    return values.getOrDefault(name, NONE);
  }
}
