package io.bactrian.translator.openai;

import io.bactrian.translator.RequestObject;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.JsonSchemaDefinition;
import software.amazon.awssdk.services.bedrockruntime.model.OutputConfig;
import software.amazon.awssdk.services.bedrockruntime.model.OutputFormatStructure;
import software.amazon.awssdk.services.bedrockruntime.model.OutputFormatType;

/** Reads {@code response_format}: Bedrock knows JSON only by a schema, which it has as a string. */
final class ResponseFormat {

  private static final String ANY_OBJECT = "{\"type\":\"object\"}";
  private static final List<String> TYPES = List.of("text", "json_schema", "json_object");

  private ResponseFormat() {}

  static Optional<OutputConfig> read(RequestObject body) {
    return body.optionalObject("response_format").flatMap(ResponseFormat::output);
  }

  private static Optional<OutputConfig> output(RequestObject format) {
    format.only("type", "json_schema");
    return switch (format.oneOf("type", TYPES)) {
      case "json_schema" -> Optional.of(output(definition(format.object("json_schema"))));
      case "json_object" ->
          Optional.of(output(JsonSchemaDefinition.builder().schema(ANY_OBJECT).build()));
      default -> Optional.empty();
    };
  }

  private static JsonSchemaDefinition definition(RequestObject named) {
    named.only("name", "description", "schema", "strict");
    // Bedrock always holds to the schema, which is what strict asks for and its absence allows.
    named.flag("strict");
    RequestObject schema = named.object("schema");
    JsonSchemaDefinition.Builder definition =
        JsonSchemaDefinition.builder()
            .name(named.nonBlankText("name"))
            .schema(schema.json().toString());
    named
        .optionalText("description")
        .filter(said -> !said.isBlank())
        .ifPresent(definition::description);
    return definition.build();
  }

  private static OutputConfig output(JsonSchemaDefinition definition) {
    return OutputConfig.builder()
        .textFormat(
            format ->
                format
                    .type(OutputFormatType.JSON_SCHEMA)
                    .structure(OutputFormatStructure.fromJsonSchema(definition)))
        .build();
  }
}
