package io.bactrian.simulator.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.wire.RequestRejected;

/** Reads members of a JSON body with the type that the service model gives them. */
final class Members {

  private Members() {}

  /** The member, or null if it is absent or null. */
  static JsonNode optional(JsonNode object, String name) {
    JsonNode member = object.get(name);
    return member == null || member.isNull() ? null : member;
  }

  static JsonNode list(JsonNode object, String name) {
    JsonNode member = optional(object, name);
    return typed(member, member == null || member.isArray(), "a List");
  }

  static JsonNode structure(JsonNode object, String name) {
    JsonNode member = optional(object, name);
    return typed(member, member == null || member.isObject(), "a Structure");
  }

  static JsonNode number(JsonNode object, String name) {
    JsonNode member = optional(object, name);
    return typed(member, member == null || member.isNumber(), "a Float");
  }

  static JsonNode integer(JsonNode object, String name) {
    JsonNode member = optional(object, name);
    return typed(member, member == null || member.isIntegralNumber(), "an Integer");
  }

  static JsonNode string(JsonNode object, String name) {
    JsonNode member = optional(object, name);
    return typed(member, member == null || member.isTextual(), "a String");
  }

  static JsonNode typed(JsonNode member, boolean right, String type) {
    if (!right) {
      throw RequestRejected.serialization(
          member.getNodeType() + "_VALUE can not be converted to " + type);
    }
    return member;
  }
}
