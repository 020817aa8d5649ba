package io.bactrian.translator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The members of one JSON object, read strictly: what is not expected is refused by name. */
final class JsonFields {

  private final JsonNode object;

  JsonFields(JsonNode body, List<String> allowed) {
    if (body == null || !body.isObject()) {
      throw new InvalidRequest("the body must be a JSON object with " + allowed);
    }
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!allowed.contains(name)) {
        throw new InvalidRequest(
            "unknown field '"
                + InvalidRequest.quotable(name)
                + "'; allowed: "
                + String.join(", ", allowed));
      }
    }
    object = body;
  }

  /** A required string that is not blank: Bedrock refuses blank text. */
  String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> new InvalidRequest("field '" + name + "' is required"));
  }

  /** An optional string; when it is there it must not be blank. JSON null counts as absent. */
  Optional<String> optionalText(String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new InvalidRequest("field '" + name + "' must be a string");
    }
    if (value.textValue().isBlank()) {
      throw new InvalidRequest("field '" + name + "' must not be blank");
    }
    return Optional.of(value.textValue());
  }

  /** An optional boolean, false when it is absent or JSON null. */
  boolean flag(String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new InvalidRequest("field '" + name + "' must be true or false");
    }
    return value.booleanValue();
  }
}
