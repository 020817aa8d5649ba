package io.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The service model of Bedrock Runtime, as a judge of JSON. */
final class ServiceModel {

  private final JsonNode model;

  private ServiceModel(JsonNode model) {
    this.model = model;
  }

  static ServiceModel load() {
    try (InputStream in =
        ServiceModel.class.getResourceAsStream("/bedrock-runtime-service-2.json")) {
      return new ServiceModel(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String outputShape(String operation) {
    return model.at("/operations/" + operation + "/output/shape").asText();
  }

  /** The names of the exceptions that the operation may be answered with. */
  List<String> errors(String operation) {
    List<String> names = new ArrayList<>();
    model
        .at("/operations/" + operation + "/errors")
        .forEach(error -> names.add(error.get("shape").asText()));
    return names;
  }

  int status(String exception) {
    return model.at("/shapes/" + exception + "/error/httpStatusCode").asInt();
  }

  /** The shape of a member of a structure or union. */
  String memberShape(String shape, String member) {
    return model.at("/shapes/" + shape + "/members/" + member + "/shape").asText();
  }

  List<String> members(String shape) {
    List<String> names = new ArrayList<>();
    model.at("/shapes/" + shape + "/members").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Checks that the JSON has only modelled members, all required ones, and the modelled types. */
  void check(String shape, JsonNode json, String path) {
    JsonNode definition = model.at("/shapes/" + shape);
    switch (definition.path("type").asText()) {
      case "structure" -> checkStructure(definition, json, path);
      case "list" -> {
        assertThat(json.isArray()).as(path).isTrue();
        String member = definition.at("/member/shape").asText();
        for (int i = 0; i < json.size(); i++) {
          check(member, json.get(i), path + "[" + i + "]");
        }
      }
      case "string" -> checkString(definition, json, path);
      case "integer", "long" -> assertThat(json.isIntegralNumber()).as(path).isTrue();
      case "float", "double" -> assertThat(json.isNumber()).as(path).isTrue();
      case "boolean" -> assertThat(json.isBoolean()).as(path).isTrue();
      case "blob" -> assertThat(json.isTextual()).as(path).isTrue();
      default -> throw new AssertionError(path + ": shape " + shape + " is not judged");
    }
  }

  private void checkStructure(JsonNode definition, JsonNode json, String path) {
    assertThat(json.isObject()).as(path).isTrue();
    if (definition.path("document").asBoolean()) {
      return;
    }
    definition
        .path("required")
        .forEach(name -> assertThat(json.has(name.asText())).as(path + "." + name).isTrue());
    if (definition.path("union").asBoolean()) {
      assertThat(json).as(path).hasSize(1);
    }
    json.properties()
        .forEach(
            member -> {
              JsonNode modelled = definition.path("members").path(member.getKey());
              String at = path + "." + member.getKey();
              assertThat(modelled.isMissingNode()).as(at + " is not modelled").isFalse();
              check(modelled.get("shape").asText(), member.getValue(), at);
            });
  }

  private static void checkString(JsonNode definition, JsonNode json, String path) {
    assertThat(json.isTextual()).as(path).isTrue();
    if (definition.has("enum")) {
      List<String> allowed = new ArrayList<>();
      definition.get("enum").forEach(value -> allowed.add(value.asText()));
      assertThat(allowed).as(path).contains(json.asText());
    }
    if (definition.has("pattern")) {
      assertThat(json.asText()).as(path).matches(definition.get("pattern").asText());
    }
  }
}
