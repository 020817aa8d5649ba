package io.bactrian.translator.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;

class CountTokensFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CountTokensFormat format = new CountTokensFormat();

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
    CountTokensFormat.Question question = format.read(JSON.readTree(body));
    assertThat(question.requestedModel()).isEqualTo("claude");
    assertThat(ConverseJson.of(question.input())).isEqualTo(expected);
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
    assertThatThrownBy(() -> format.read(JSON.readTree(body)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage(message);
  }

  @Test
  void the_count_is_written_as_input_tokens() {
    assertThat(format.write(CountTokensResponse.builder().inputTokens(42).build()))
        .isEqualTo(new Reply(200, JSON.createObjectNode().put("input_tokens", 42)));
  }
}
