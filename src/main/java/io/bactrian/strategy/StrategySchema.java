package io.bactrian.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the JSON Schema of the document says of its form. */
final class StrategySchema {

  private static final String RESOURCE = "/strategy.schema.json";

  private final JsonSchema schema = load();

  /** What is wrong, in the order in which it stands in the document. */
  List<Problem> problems(LocatedJson document) {
    return schema.validate(document.root()).stream()
        .map(message -> problem(document, message))
        .distinct()
        .sorted(
            (one, other) ->
                one.line() != other.line()
                    ? Integer.compare(one.line(), other.line())
                    : Integer.compare(one.column(), other.column()))
        .toList();
  }

  private Problem problem(LocatedJson document, ValidationMessage message) {
    String pointer = message.getInstanceLocation().toString();
    if (message.getType().equals("additionalProperties")) {
      List<String> allowed = new ArrayList<>();
      JsonNode properties = schema.getSchemaNode().at(owner(message) + "/properties");
      properties.fieldNames().forEachRemaining(allowed::add);
      return document.problem(
          pointer + "/" + escaped(message.getProperty()), "unknown; allowed: " + allowed);
    }
    return document.problem(pointer, message.getError());
  }

  /** The part of the schema that has the keyword which the message is about. */
  private static String owner(ValidationMessage message) {
    String at = message.getSchemaLocation().getFragment().toString();
    return at.substring(0, at.lastIndexOf('/'));
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static JsonSchema load() {
    var config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            // Else the messages would be in the language of the machine.
            .locale(Locale.ENGLISH)
            .build();
    try (InputStream in = StrategySchema.class.getResourceAsStream(RESOURCE)) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in, config);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
