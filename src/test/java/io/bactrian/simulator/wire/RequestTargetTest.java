package io.bactrian.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request paths, split before they are decoded. */
class RequestTargetTest {

  @ParameterizedTest
  @CsvSource({
    "/model/a.b-v1:0/converse, CONVERSE, a.b-v1:0",
    "/model/a.b-v1%3A0/converse, CONVERSE, a.b-v1:0",
    "/model/a.b-v1%3a0/converse-stream, CONVERSE_STREAM, a.b-v1:0",
    "/model/arn%3Aaws%3Abedrock%3Ainference-profile%2Fa.b/invoke, INVOKE_MODEL,"
        + " arn:aws:bedrock:inference-profile/a.b",
    "/model/a/invoke-with-response-stream, INVOKE_MODEL_WITH_RESPONSE_STREAM, a",
    "/model/a/count-tokens, COUNT_TOKENS, a",
    "/model/%C3%A9/converse, CONVERSE, é",
    "/model/a%/converse, CONVERSE, a%",
    "/model/a%zz/converse, CONVERSE, a%zz"
  })
  void names_the_operation_and_the_decoded_model_id(
      String path, Operation operation, String modelId) {
    assertThat(RequestTarget.parse(path)).contains(new RequestTarget(operation, modelId));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "",
        "/model",
        "/model/",
        "/model/a",
        "/model//converse",
        "/model/a/b/converse",
        "/model/a/converse/",
        "/model/a/sing",
        "/Model/a/converse"
      })
  void other_paths_name_nothing(String path) {
    assertThat(RequestTarget.parse(path)).isEmpty();
  }
}
