package io.bactrian.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.bactrian.call.Feature;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategySchemaTest {

  private static final String META = "https://json-schema.org/draft/2020-12/schema";

  private static JsonNode schema() throws IOException {
    try (InputStream in = StrategySchemaTest.class.getResourceAsStream("/strategy.schema.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  @Test
  void it_is_a_schema_of_its_draft() throws IOException {
    JsonNode schema = schema();
    assertThat(schema.get("$schema").asText()).isEqualTo(META);
    var meta = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(URI.create(META));
    assertThat(meta.validate(schema)).isEmpty();
  }

  @Test
  void every_member_is_described_and_no_other_is_let_in() throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    JsonNode schema = schema();
    objects.add(schema);
    objects.add(schema.at("/properties/models/additionalProperties"));
    objects.add(schema.at("/properties/model_scores/items"));
    assertThat(schema.findValues("properties")).hasSizeLessThanOrEqualTo(objects.size());
    for (JsonNode object : objects) {
      assertThat(object.get("additionalProperties").asBoolean(true)).isFalse();
      assertThat(object.get("properties"))
          .allSatisfy(member -> assertThat(member.path("description").asText()).endsWith("."));
    }
  }

  @Test
  void what_models_may_support_is_what_the_gateway_knows() throws IOException {
    List<String> names = new ArrayList<>();
    schema()
        .at("/properties/models/additionalProperties/properties/supports/items/enum")
        .forEach(name -> names.add(name.asText()));
    assertThat(names)
        .containsExactlyElementsOf(Arrays.stream(Feature.values()).map(Feature::label).toList());
  }
}
