package io.bactrian.translator.converse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors against the service model that the AWS SDKs are generated from. */
class BedrockErrorTest {

  private static final JsonNode MODEL = model();

  private static JsonNode model() {
    try (InputStream in =
        BedrockErrorTest.class.getResourceAsStream("/bedrock-runtime-service-2.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @ParameterizedTest
  @EnumSource
  void status_and_names_are_the_modelled_ones(BedrockError error) {
    JsonNode shape = MODEL.at("/shapes/" + error.typeName());

    assertThat(shape.at("/error/httpStatusCode").asInt()).isEqualTo(error.status());
    assertThat(shape.at("/members/message").isMissingNode()).isFalse();
    assertThat(
            MODEL
                .at("/shapes/ConverseStreamOutput/members/" + error.streamMember())
                .isMissingNode())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Converse", "ConverseStream"})
  void every_modelled_exception_of_the_operation_is_there(String operation) {
    assertThat(MODEL.at("/operations/" + operation + "/errors").findValuesAsText("shape"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(BedrockError.values()).map(BedrockError::typeName).toList());
  }
}
