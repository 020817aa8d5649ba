package io.bactrian.translator.converse;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.ResponseEvents;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

class ConverseEventStreamTest {

  private final ConverseEventStream stream = new ConverseEventStream();

  /** Decodes with the decoder of the SDK, which checks both CRCs of every frame. */
  private static List<Message> decoded(byte[] bytes) {
    List<Message> frames = new ArrayList<>();
    new MessageDecoder(frames::add).feed(bytes);
    return frames;
  }

  private static String text(Message frame) {
    var text = new StringBuilder();
    frame
        .getHeaders()
        .forEach(
            (name, value) -> text.append(name).append('=').append(value.getString()).append(' '));
    return text + new String(frame.getPayload(), StandardCharsets.UTF_8);
  }

  private static ConverseStreamOutput delta(ContentBlockDelta delta) {
    return ConverseStreamOutput.contentBlockDeltaBuilder()
        .contentBlockIndex(0)
        .delta(delta)
        .build();
  }

  private static ConverseStreamOutput reasoning(ReasoningContentBlockDelta delta) {
    return delta(ContentBlockDelta.fromReasoningContent(delta));
  }

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of(
            ConverseStreamOutput.messageStartBuilder().role("assistant").build(),
            "messageStart",
            "{'role':'assistant'}"),
        Arguments.of(
            ConverseStreamOutput.contentBlockStartBuilder()
                .contentBlockIndex(1)
                .start(ContentBlockStart.fromToolUse(t -> t.toolUseId("t1").name("find")))
                .build(),
            "contentBlockStart",
            "{'start':{'toolUse':{'toolUseId':'t1','name':'find'}},'contentBlockIndex':1}"),
        Arguments.of(
            delta(ContentBlockDelta.fromText("Só")),
            "contentBlockDelta",
            "{'delta':{'text':'Só'},'contentBlockIndex':0}"),
        Arguments.of(
            delta(ContentBlockDelta.fromToolUse(t -> t.input("{"))),
            "contentBlockDelta",
            "{'delta':{'toolUse':{'input':'{'}},'contentBlockIndex':0}"),
        Arguments.of(
            reasoning(ReasoningContentBlockDelta.fromText("Hm.")),
            "contentBlockDelta",
            "{'delta':{'reasoningContent':{'text':'Hm.'}},'contentBlockIndex':0}"),
        Arguments.of(
            reasoning(ReasoningContentBlockDelta.fromSignature("sig")),
            "contentBlockDelta",
            "{'delta':{'reasoningContent':{'signature':'sig'}},'contentBlockIndex':0}"),
        Arguments.of(
            reasoning(
                ReasoningContentBlockDelta.fromRedactedContent(SdkBytes.fromUtf8String("abc"))),
            "contentBlockDelta",
            "{'delta':{'reasoningContent':{'redactedContent':'YWJj'}},'contentBlockIndex':0}"),
        Arguments.of(
            ConverseStreamOutput.contentBlockStopBuilder().contentBlockIndex(0).build(),
            "contentBlockStop",
            "{'contentBlockIndex':0}"),
        Arguments.of(
            ConverseStreamOutput.messageStopBuilder().stopReason("end_turn").build(),
            "messageStop",
            "{'stopReason':'end_turn'}"),
        Arguments.of(
            ConverseStreamOutput.metadataBuilder()
                .usage(u -> u.inputTokens(1).outputTokens(2).totalTokens(3))
                .metrics(m -> m.latencyMs(4L))
                .serviceTier(t -> t.type("flex"))
                .build(),
            "metadata",
            "{'usage':{'inputTokens':1,'outputTokens':2,'totalTokens':3},"
                + "'metrics':{'latencyMs':4},'serviceTier':{'type':'flex'}}"),
        Arguments.of(
            ContentBlockDeltaEvent.builder().contentBlockIndex(0).build(),
            "contentBlockDelta",
            "{'contentBlockIndex':0}"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void an_event_is_one_frame(ConverseStreamOutput event, String type, String payload) {
    assertThat(decoded(stream.event(event)))
        .extracting(ConverseEventStreamTest::text)
        .containsExactly(
            ":event-type="
                + type
                + " :content-type=application/json :message-type=event "
                + payload.replace('\'', '"'));
  }

  @Test
  void a_stream_is_its_frames_one_after_another() {
    var bytes = new ByteArrayOutputStream();
    ResponseEvents.of(Calls.answer("So.")).forEach(e -> bytes.writeBytes(stream.event(e)));

    assertThat(decoded(bytes.toByteArray()))
        .extracting(frame -> frame.getHeaders().get(":event-type").getString())
        .containsExactly(
            "messageStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata");
  }

  @Test
  void what_the_protocol_has_no_frame_for_is_nothing() {
    assertThat(stream.contentType()).isEqualTo("application/vnd.amazon.eventstream");
    assertThat(stream.event(ConverseStreamOutput.UNKNOWN)).isEmpty();
    assertThat(stream.end()).isEmpty();
    assertThat(stream.keepAlive()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CALLER_INVALID_REQUEST, validationException",
    "CALLER_CONTEXT_TOO_LONG, validationException",
    "CALLER_UNKNOWN_MODEL, validationException",
    "CALLER_RESIDENCY, validationException",
    "TARGET_THROTTLED, throttlingException",
    "TARGET_QUOTA_EXHAUSTED, throttlingException",
    "TARGET_NOT_READY, serviceUnavailableException",
    "TARGET_UNAVAILABLE, serviceUnavailableException",
    "TARGET_INTERNAL_ERROR, internalServerException",
    "TARGET_CONNECTION_FAILED, serviceUnavailableException",
    "TARGET_TIMEOUT, modelStreamErrorException",
    "TARGET_MODEL_ERROR, modelStreamErrorException",
    "TARGET_EMPTY_REPLY, modelStreamErrorException",
    "TARGET_CORRUPT_REPLY, internalServerException",
    "TARGET_ACCESS_DENIED, internalServerException",
    "TARGET_MODEL_NOT_FOUND, validationException",
    "TARGET_MODEL_NOT_ON_DEMAND, validationException",
    "TARGET_CREDENTIALS_MISSING, serviceUnavailableException",
    "TARGET_NOT_PERMITTED, serviceUnavailableException",
    "GATEWAY_NO_USABLE_TARGET, serviceUnavailableException",
    "GATEWAY_DEADLINE_EXCEEDED, modelStreamErrorException",
    "GATEWAY_STOPPING, serviceUnavailableException",
    "GATEWAY_INTERNAL_ERROR, internalServerException"
  })
  void a_break_is_an_exception_frame(FailureKind kind, String member) {
    assertThat(decoded(stream.error(kind, "It broke.")))
        .extracting(ConverseEventStreamTest::text)
        .containsExactly(
            ":exception-type="
                + member
                + " :content-type=application/json :message-type=exception"
                + " {\"message\":\"It broke.\"}");
  }
}
