package io.bactrian.translator.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;

class ConverseTokensTest {

  private final ConverseTokens tokens = new ConverseTokens();

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void a_conversation_is_counted() throws Exception {
    var request =
        tokens.read(
            json(
                "{'input':{'converse':{'messages':"
                    + "[{'role':'user','content':[{'text':'Why?'}]}]}}}"));

    assertThat(request.modelId()).isNull();
    assertThat(request.input().converse().messages()).isEqualTo(Calls.question("Why?").messages());
  }

  @Test
  void a_native_body_is_counted() throws Exception {
    var request = tokens.read(json("{'input':{'invokeModel':{'body':'eyJhIjoxfQ=='}}}"));

    assertThat(request.input().invokeModel().body().asUtf8String()).isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                     | field 'input' is required
          {'input':null}                         | field 'input' is required
          {'input':{}}                           | field 'input' must have exactly one member of: converse, invokeModel
          {'input':{'converse':{},'invokeModel':{}}} | field 'input' must have exactly one member of: converse, invokeModel
          {'input':{'invokeModel':{'body':{}}}}  | field 'input.invokeModel.body' must be a base64 string
          {'input':{'converse':{'inferenceConfig':{}}}} | unknown field 'input.converse.inferenceConfig'; allowed: additionalModelRequestFields, messages, system, toolConfig
          {'modelId':'m'}                        | unknown field 'modelId'; allowed: input
          """)
  void what_cannot_be_counted_is_refused(String body, String message) {
    assertThatThrownBy(() -> tokens.read(json(body)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage(message);
  }

  @Test
  void the_count_is_the_reply() throws Exception {
    assertThat(tokens.write(CountTokensResponse.builder().inputTokens(42).build()))
        .isEqualTo(json("{'inputTokens':42}"));
  }
}
