package io.bactrian.translator.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.Answer;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;

class BedrockTokensFormatTest {

  private final BedrockTokensFormat tokens = new BedrockTokensFormat("general");

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private CountTokensRequest read(JsonNode body) {
    GatewayCall call = tokens.read(body, new Envelope("id", "tenant", 0, Optional.of("haiku")));
    return ((Question.CountTokens) call.question()).request();
  }

  @Test
  void a_conversation_is_counted() throws Exception {
    var request =
        read(
            json(
                "{'input':{'converse':{'messages':"
                    + "[{'role':'user','content':[{'text':'Why?'}]}]}}}"));

    assertThat(request.modelId()).isNull();
    assertThat(request.input().converse().messages()).isEqualTo(Calls.question("Why?").messages());
  }

  @Test
  void a_native_body_is_counted() throws Exception {
    var request = read(json("{'input':{'invokeModel':{'body':'eyJhIjoxfQ=='}}}"));

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
    assertThatThrownBy(() -> read(json(body)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage(message);
  }

  @Test
  void the_count_is_the_reply() throws Exception {
    var count = new Answer.Counted(CountTokensResponse.builder().inputTokens(42).build());
    assertThat(tokens.write(Calls.asking("Why?").ended(new Outcome.Live(Calls.EAST, count))))
        .isEqualTo(new Reply(200, json("{'inputTokens':42}")));
  }
}
