package io.bactrian.translator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.fixture.Calls;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class AnswerAssemblyTest {

  private static final long PLENTY = 1_000_000;

  private final AnswerAssembly assembly = new AnswerAssembly(PLENTY);

  private static AnswerAssembly assembled(long most, ConverseResponse response) {
    var assembly = new AnswerAssembly(most);
    for (ConverseStreamOutput event : ResponseEvents.of(response)) {
      assembly.accept(event);
    }
    return assembly;
  }

  private void delta(ContentBlockDelta delta) {
    assembly.accept(
        ConverseStreamOutput.contentBlockDeltaBuilder().contentBlockIndex(0).delta(delta).build());
  }

  private void toolStarts() {
    assembly.accept(
        ConverseStreamOutput.contentBlockStartBuilder()
            .contentBlockIndex(0)
            .start(ContentBlockStart.fromToolUse(s -> s.toolUseId("t1").name("find")))
            .build());
  }

  private void input(String part) {
    delta(ContentBlockDelta.fromToolUse(d -> d.input(part)));
  }

  private void stop() {
    assembly.accept(ConverseStreamOutput.messageStopBuilder().stopReason("end_turn").build());
  }

  private ContentBlock block() {
    return assembly.response().output().message().content().getFirst();
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_was_taken_apart_is_put_together_again(long seed) {
    ConverseResponse answer = new RandomAnswer(seed).next();
    AnswerAssembly again = assembled(PLENTY, answer);

    assertThat(again.complete()).isTrue();
    assertThat(again.response()).isEqualTo(answer);
  }

  @ParameterizedTest
  @EnumSource
  void every_stop_reason_is_kept(StopReason reason) {
    ConverseResponse answer = Calls.answer(reason, ContentBlock.fromText("Yes."));

    assertThat(assembled(PLENTY, answer).response()).isEqualTo(answer);
  }

  @Test
  void pieces_of_a_text_are_joined() {
    List.of("So", " it", "", " is.").forEach(part -> delta(ContentBlockDelta.fromText(part)));

    assertThat(block().text()).isEqualTo("So it is.");
  }

  @Test
  void pieces_of_reasoning_and_of_its_signature_are_joined() {
    for (String part : List.of("Hm", "m.")) {
      delta(ContentBlockDelta.fromReasoningContent(ReasoningContentBlockDelta.fromText(part)));
    }
    for (String part : List.of("s1", "s2")) {
      delta(ContentBlockDelta.fromReasoningContent(ReasoningContentBlockDelta.fromSignature(part)));
    }

    assertThat(block().reasoningContent().reasoningText().text()).isEqualTo("Hmm.");
    assertThat(block().reasoningContent().reasoningText().signature()).isEqualTo("s1s2");
  }

  @Test
  void pieces_of_redacted_reasoning_are_joined() {
    for (String part : List.of("ab", "c")) {
      delta(
          ContentBlockDelta.fromReasoningContent(
              ReasoningContentBlockDelta.fromRedactedContent(SdkBytes.fromUtf8String(part))));
    }

    assertThat(block().reasoningContent().redactedContent().asUtf8String()).isEqualTo("abc");
  }

  @Test
  void pieces_of_a_tools_input_are_one_json_value() {
    toolStarts();
    List.of("", "{\"a\":", "[1,2", "]}").forEach(this::input);

    assertThat(block().toolUse().input())
        .isEqualTo(Document.mapBuilder().putList("a", l -> l.addNumber(1).addNumber(2)).build());
  }

  @Test
  void a_tool_without_any_input_has_an_empty_object() {
    toolStarts();

    assertThat(block().toolUse().input()).isEqualTo(Document.mapBuilder().build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "{} {}", "nothing"})
  void an_answer_whose_tool_input_is_no_json_is_not_complete(String cutOff) {
    toolStarts();
    input(cutOff);
    stop();

    assertThat(assembly.complete()).isFalse();
    assertThat(assembly.response().output()).isNull();
    assertThat(assembly.response().stopReason()).isEqualTo(StopReason.END_TURN);
  }

  @Test
  void an_answer_is_complete_with_its_message_stop_and_not_before() {
    delta(ContentBlockDelta.fromText("Yes."));
    assertThat(assembly.complete()).isFalse();

    stop();
    assertThat(assembly.complete()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"4, true", "3, false"})
  void too_much_content_is_given_up_and_the_rest_is_kept(long most, boolean complete) {
    ConverseResponse answer = Calls.answer("Yes.");
    AnswerAssembly limited = assembled(most, answer);

    assertThat(limited.complete()).isEqualTo(complete);
    assertThat(limited.response().output() != null).isEqualTo(complete);
    assertThat(limited.response().usage()).isEqualTo(answer.usage());
    assertThat(limited.response().stopReason()).isEqualTo(StopReason.END_TURN);
  }

  @Test
  void a_piece_of_an_unknown_kind_makes_the_answer_incomplete() {
    delta(ContentBlockDelta.builder().build());
    stop();

    assertThat(assembly.complete()).isFalse();
  }

  @Test
  void an_unknown_event_changes_nothing() {
    assembly.accept(ConverseStreamOutput.UNKNOWN);
    delta(ContentBlockDelta.fromText("Yes."));
    stop();

    assertThat(assembly.complete()).isTrue();
  }
}
