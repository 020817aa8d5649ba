package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.Answer;
import io.bactrian.call.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.eventstream.Message;

class InvokeChunksTest {

  private final InvokeChunks chunks = new InvokeChunks();

  private static Message message(String json) {
    return Frame.message(json, ":event-type", "chunk", ":message-type", "event");
  }

  private static Message chunk(String quoted) {
    byte[] inner = quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return message(
        "{\"bytes\":\"%s\",\"p\":\"ab\"}".formatted(Base64.getEncoder().encodeToString(inner)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'type':'message_start'}                                              | false | false
          {'type':'content_block_start','content_block':{'type':'text'}}        | false | false
          {'type':'content_block_start','content_block':{'type':'tool_use'}}    | true  | false
          {'type':'content_block_delta','delta':{'text':'a'}}                   | true  | false
          {'type':'content_block_stop'}                                         | false | false
          {'type':'ping'}                                                       | false | false
          {'type':'message_delta','delta':{'stop_reason':'end_turn'}}           | false | false
          {'type':'message_delta','delta':{'stop_reason':'max_tokens'}}         | true  | false
          {'type':'message_stop'}                                               | false | true
          {'messageStart':{'role':'assistant'}}                                 | false | false
          {'contentBlockDelta':{'delta':{'text':'a'}}}                          | true  | false
          {'contentBlockStop':{}}                                               | false | false
          {'messageStop':{'stopReason':'end_turn'}}                             | false | false
          {'metadata':{},'amazon-bedrock-invocationMetrics':{}}                 | false | true
          {'outputText':'a','completionReason':null}                            | true  | false
          {'outputText':'','completionReason':'FINISH'}                         | false | false
          {'outputText':'','completionReason':'LENGTH'}                         | true  | false
          {'generation':'a'}                                                    | true  | false
          {'generation':'','amazon-bedrock-invocationMetrics':{}}               | true  | true
          """)
  void content_and_end_are_known_by_what_is_in_the_chunk(
      String inner, boolean content, boolean end) {
    chunks.read(chunk(inner));
    assertThat(chunks.hasContent()).isEqualTo(content);
    assertThat(chunks.isEnded()).isEqualTo(end);
  }

  @Test
  void what_has_come_is_not_forgotten() {
    chunks.read(chunk("{'type':'content_block_delta'}"));
    chunks.read(chunk("{'type':'message_stop'}"));
    chunks.read(chunk("{'type':'ping'}"));
    assertThat(chunks.hasContent()).isTrue();
    assertThat(chunks.isEnded()).isTrue();
  }

  @Test
  void a_chunk_goes_on_as_it_came_with_what_it_says() {
    Message last =
        chunk(
            "{'type':'message_delta','delta':{'stop_reason':'tool_use'},"
                + "'amazon-bedrock-invocationMetrics':{'inputTokenCount':1,'outputTokenCount':2}}");
    var read = (StreamEvent.Chunk) chunks.read(last);
    assertThat(read.json()).isEqualTo(last.getPayload());
    assertThat(read.stopReason()).contains(StopReason.TOOL_USE);
    assertThat(read.usage()).isEqualTo(Optional.of(new Answer.Usage(1, 2, 0, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"bytes\":7}", "{\"bytes\":\"?\"}", "no JSON"})
  void a_chunk_without_bytes_cannot_be_read(String json) {
    assertThatThrownBy(() -> chunks.read(message(json)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytes_of_no_format_at_all_are_content() {
    chunks.read(chunk("no JSON"));
    assertThat(chunks.hasContent()).isTrue();
    assertThat(chunks.isEnded()).isFalse();
  }
}
