package io.bactrian.translator.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.Answer;
import io.bactrian.call.StreamEvent;
import io.bactrian.fixture.Calls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class AnswerJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AnswerJson json = new AnswerJson();

  private Answer thereAndBack(Answer answer) throws IOException {
    return json.read(JSON.readTree(JSON.writeValueAsBytes(json.write(answer))));
  }

  @Test
  void a_conversation_comes_back_as_it_was() throws IOException {
    ContentBlock thought =
        ContentBlock.fromReasoningContent(
            r -> r.reasoningText(t -> t.text("Hm — ünï").signature("s")));
    var answer =
        new Answer.Conversed(
            Calls.answer(StopReason.END_TURN, thought, ContentBlock.fromText("Because.\n\"x\"")));
    assertThat(thereAndBack(answer)).isEqualTo(answer);
  }

  @Test
  void a_body_in_a_models_own_format_comes_back_byte_for_byte() throws IOException {
    byte[] body = "{ \"a\" : 1.0 }".getBytes(StandardCharsets.UTF_8);
    var answer =
        new Answer.Invoked(
            InvokeModelResponse.builder()
                .body(SdkBytes.fromByteArray(body))
                .contentType("application/json")
                .build(),
            Map.of("X-Amzn-Bedrock-Input-Token-Count", "7"),
            Optional.of(StopReason.END_TURN),
            Optional.of(new Answer.Usage(1, 2, 3, 4)));
    assertThat(thereAndBack(answer)).isEqualTo(answer);
  }

  @Test
  void the_events_of_a_stream_come_back_in_order() throws IOException {
    var first =
        new StreamEvent.Chunk(
            "{\"bytes\":\"e30=\"}".getBytes(StandardCharsets.UTF_8),
            Optional.empty(),
            Optional.empty());
    var last =
        new StreamEvent.Chunk(
            "{\"bytes\":\"e31=\"}".getBytes(StandardCharsets.UTF_8),
            Optional.of(StopReason.MAX_TOKENS),
            Optional.of(new Answer.Usage(5, 6, 0, 0)));
    var answer = new Answer.InvokedInChunks(List.of(first, last), last.stopReason(), last.usage());
    assertThat(thereAndBack(answer)).usingRecursiveComparison().isEqualTo(answer);
  }

  @Test
  void a_count_comes_back() throws IOException {
    var answer = new Answer.Counted(CountTokensResponse.builder().inputTokens(7).build());
    assertThat(thereAndBack(answer)).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"conversed\":7}",
        "{\"conversed\":{\"stopReason\":{}}}",
        "{\"invoked\":{}}",
        "{\"invoked\":{\"headers\":{},\"content_type\":\"x\",\"body\":\"%\"}}",
        "{\"chunks\":{\"events\":[{}]}}"
      })
  void what_is_no_answer_is_refused(String text) throws IOException {
    var read = JSON.readTree(text);
    assertThatThrownBy(() -> json.read(read)).isInstanceOf(RuntimeException.class);
  }
}
