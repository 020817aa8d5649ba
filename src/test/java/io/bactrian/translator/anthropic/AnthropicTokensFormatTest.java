package io.bactrian.translator.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.Answer;
import io.bactrian.call.Delivery;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import io.bactrian.translator.converse.SdkJsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;

class AnthropicTokensFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AnthropicTokensFormat format =
      new AnthropicTokensFormat(new AnthropicSettings("general"));

  private GatewayCall read(String body) throws Exception {
    return format.read(JSON.readTree(body), new Envelope("id", "tenant", 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"model":"claude","messages":[{"role":"user","content":"Hi"}]} | {"converse":{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}}
          {"model":"claude","max_tokens":5,"temperature":1,"messages":[{"role":"user","content":"Hi"}],"system":"s","tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"any"},"thinking":{"type":"adaptive"}} | {"converse":{"messages":[{"role":"user","content":[{"text":"Hi"}]}],"system":[{"text":"s"}],"toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{}}}}],"toolChoice":{"any":{}}},"additionalModelRequestFields":{"thinking":{"type":"adaptive"}}}}
          """)
  void a_message_becomes_a_question_of_how_long_it_is(String body, String expected)
      throws Exception {
    GatewayCall call = read(body);
    assertThat(call.delivery()).isEqualTo(Delivery.whole("claude"));
    var counted = ((Question.CountTokens) call.question()).request();
    assertThat(new SdkJsonWriter().write(counted.input())).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"messages":[{"role":"user","content":"Hi"}]} | field 'model' is required
          {"model":"m"}             | field 'messages' must hold at least one message that is not blank
          {"model":"m","prompt":""} | unknown field 'prompt'; allowed: model, messages, system, max_tokens, temperature, top_p, top_k, stop_sequences, stream, tools, tool_choice, thinking, metadata, service_tier
          """)
  void what_cannot_be_counted_is_refused(String body, String message) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(InvalidRequest.class).hasMessage(message);
  }

  @Test
  void the_count_is_written_as_input_tokens() {
    var count = new Answer.Counted(CountTokensResponse.builder().inputTokens(42).build());
    assertThat(format.write(Calls.asking("Why?").ended(new Outcome.Live(Calls.EAST, count))))
        .isEqualTo(new Reply(200, JSON.createObjectNode().put("input_tokens", 42)));
  }
}
