package io.bactrian.translator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.Answer;
import io.bactrian.call.StreamEvent;
import io.bactrian.fixture.Calls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** A stream put together, and told again. */
class StreamAssemblyTest {

  private static final int ENOUGH = 1_000;
  private static final Answer.Usage USAGE = new Answer.Usage(1, 2, 3, 4);

  private static StreamEvent.Chunk chunk(String json, StopReason reason, Answer.Usage usage) {
    return new StreamEvent.Chunk(
        json.getBytes(StandardCharsets.UTF_8),
        Optional.ofNullable(reason),
        Optional.ofNullable(usage));
  }

  private static final List<StreamEvent> CHUNKS =
      List.of(
          chunk("start", null, new Answer.Usage(1, 0, 0, 0)),
          chunk("text", null, null),
          chunk("reason", StopReason.MAX_TOKENS, null),
          chunk("metrics", null, USAGE),
          chunk("more", null, null));

  private static Answer assembled(long mostCharacters, List<StreamEvent> events) {
    var assembly = new StreamAssembly(mostCharacters);
    events.forEach(assembly::accept);
    return assembly.answer();
  }

  @Test
  void a_conversation_adds_up_whether_it_is_live_or_told_again() {
    ConverseResponse whole = Calls.answer("So it is.");
    List<StreamEvent> retold = KeptEvents.of(new Answer.Conversed(whole));
    List<StreamEvent> live =
        ResponseEvents.of(whole).stream()
            .<StreamEvent>map(
                event ->
                    new StreamEvent.Conversed(
                        event.sdkEventType().toString(), event, new byte[] {1}))
            .toList();
    assertThat(assembled(ENOUGH, live)).isEqualTo(new Answer.Conversed(whole));
    assertThat(assembled(ENOUGH, retold)).isEqualTo(new Answer.Conversed(whole));
  }

  @Test
  void chunks_are_kept_as_they_came_with_the_last_that_was_said_of_them() {
    assertThat(assembled(ENOUGH, CHUNKS))
        .isEqualTo(
            new Answer.InvokedInChunks(
                CHUNKS.stream().map(StreamEvent.Chunk.class::cast).toList(),
                Optional.of(StopReason.MAX_TOKENS),
                Optional.of(USAGE)));
  }

  @Test
  void of_too_many_chunks_only_the_count_is_kept() {
    int size = "starttextreasonmetricsmore".length();
    assertThat(((Answer.InvokedInChunks) assembled(size, CHUNKS)).events()).hasSize(5);
    assertThat(assembled(size - 1, CHUNKS))
        .isEqualTo(
            new Answer.InvokedInChunks(
                List.of(), Optional.of(StopReason.MAX_TOKENS), Optional.of(USAGE)));
    assertThat(((Answer.InvokedInChunks) assembled(4, CHUNKS)).events())
        .as("not even those that would fit again")
        .isEmpty();
  }

  @Test
  void chunks_are_told_again_one_by_one() {
    assertThat(KeptEvents.of(assembled(ENOUGH, CHUNKS))).isEqualTo(CHUNKS);
  }

  static Stream<Answer> neverStreamed() {
    return Stream.of(
        new Answer.Invoked(
            InvokeModelResponse.builder().build(), Map.of(), Optional.empty(), Optional.empty()),
        new Answer.Counted(CountTokensResponse.builder().inputTokens(1).build()));
  }

  @ParameterizedTest
  @MethodSource("neverStreamed")
  void what_no_stream_was_is_not_told_as_one(Answer answer) {
    assertThatThrownBy(() -> KeptEvents.of(answer)).isInstanceOf(IllegalArgumentException.class);
  }
}
