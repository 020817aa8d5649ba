package io.bactrian.translator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.fixture.Calls;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class ResponseEventsTest {

  private static ConverseStreamOutput start(int index, ContentBlockStart start) {
    return ConverseStreamOutput.contentBlockStartBuilder()
        .contentBlockIndex(index)
        .start(start)
        .build();
  }

  private static ConverseStreamOutput delta(int index, ContentBlockDelta delta) {
    return ConverseStreamOutput.contentBlockDeltaBuilder()
        .contentBlockIndex(index)
        .delta(delta)
        .build();
  }

  private static ConverseStreamOutput reasoning(int index, ReasoningContentBlockDelta delta) {
    return delta(index, ContentBlockDelta.fromReasoningContent(delta));
  }

  private static ConverseStreamOutput stop(int index) {
    return ConverseStreamOutput.contentBlockStopBuilder().contentBlockIndex(index).build();
  }

  @Test
  void an_answer_becomes_the_events_that_bedrock_would_have_streamed() {
    ConverseResponse answer =
        Calls.answer(
                StopReason.TOOL_USE,
                ContentBlock.fromReasoningContent(
                    ReasoningContentBlock.fromReasoningText(r -> r.text("Hm.").signature("sig"))),
                ContentBlock.fromText("Let me look."),
                ContentBlock.fromToolUse(
                    t ->
                        t.toolUseId("t1")
                            .name("find")
                            .input(Document.mapBuilder().putNumber("n", 1).build())))
            .copy(r -> r.metrics(m -> m.latencyMs(12L)));

    assertThat(ResponseEvents.of(answer))
        .containsExactly(
            ConverseStreamOutput.messageStartBuilder().role("assistant").build(),
            reasoning(0, ReasoningContentBlockDelta.fromText("Hm.")),
            reasoning(0, ReasoningContentBlockDelta.fromSignature("sig")),
            stop(0),
            delta(1, ContentBlockDelta.fromText("Let me look.")),
            stop(1),
            start(2, ContentBlockStart.fromToolUse(s -> s.toolUseId("t1").name("find"))),
            delta(2, ContentBlockDelta.fromToolUse(d -> d.input("{\"n\":1}"))),
            stop(2),
            ConverseStreamOutput.messageStopBuilder().stopReason("tool_use").build(),
            ConverseStreamOutput.metadataBuilder()
                .usage(answer.usage())
                .metrics(m -> m.latencyMs(12L))
                .build());
  }

  @Test
  void every_event_knows_its_type() {
    assertThat(ResponseEvents.of(Calls.answer("Yes.")))
        .extracting(event -> event.sdkEventType().toString())
        .containsExactly(
            "messageStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata");
  }

  @ParameterizedTest
  @EnumSource
  void every_stop_reason_is_told(StopReason reason) {
    List<ConverseStreamOutput> events =
        ResponseEvents.of(Calls.answer(reason, ContentBlock.fromText("Yes.")));

    assertThat(events.get(events.size() - 2))
        .isEqualTo(MessageStopEvent.builder().stopReason(reason).build());
  }

  @Test
  void an_answer_without_output_has_no_content() {
    assertThat(ResponseEvents.of(ConverseResponse.builder().stopReason("end_turn").build()))
        .extracting(event -> event.sdkEventType().toString())
        .containsExactly("messageStart", "messageStop", "metadata");
  }

  @Test
  void content_that_no_stream_carries_is_refused() {
    ConverseResponse answer =
        Calls.answer(StopReason.END_TURN, ContentBlock.fromDocument(d -> d.name("paper")));

    assertThatThrownBy(() -> ResponseEvents.of(answer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DOCUMENT");
  }
}
