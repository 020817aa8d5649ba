package io.bactrian.translator.anthropic;

import static io.bactrian.translator.anthropic.StreamEvents.delta;
import static io.bactrian.translator.anthropic.StreamEvents.metadata;
import static io.bactrian.translator.anthropic.StreamEvents.reasoning;
import static io.bactrian.translator.anthropic.StreamEvents.start;
import static io.bactrian.translator.anthropic.StreamEvents.startOfTool;
import static io.bactrian.translator.anthropic.StreamEvents.startOfToolResult;
import static io.bactrian.translator.anthropic.StreamEvents.stop;
import static io.bactrian.translator.anthropic.StreamEvents.stopOfMessage;
import static io.bactrian.translator.anthropic.StreamEvents.toolInput;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.ConverseStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class AnthropicStreamTest {

  private static final String START =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_id-1","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"output_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0}}}

      """;
  private static final String END =
      """
      event: message_stop
      data: {"type":"message_stop"}

      """;

  private final ConverseStreamWriter stream =
      new AnthropicFormat(new AnthropicSettings("coding"))
          .stream(
              GatewayCall.received(
                  "id-1",
                  "t",
                  "anthropic",
                  "u",
                  new Delivery("claude", true, true),
                  new Question.Converse(Calls.question("Why?")),
                  0));

  private String written(ConverseStreamOutput... events) {
    var all = new StringBuilder();
    for (ConverseStreamOutput event : events) {
      all.append(new String(stream.event(event), UTF_8));
    }
    return all.toString();
  }

  /** What is written for events after the message's start. */
  private String afterStart(ConverseStreamOutput... events) {
    written(start());
    return written(events);
  }

  @Test
  void a_text_is_begun_at_its_first_delta_and_the_usage_is_told_at_the_end() {
    assertThat(stream.contentType()).isEqualTo("text/event-stream");
    assertThat(written(start())).isEqualTo(START);
    assertThat(written(delta(0, "Grüß"), delta(0, "\n\"b\""), stop(0)))
        .isEqualTo(
            """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüß"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\\n\\"b\\""}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            """);
    assertThat(written(stopOfMessage("end_turn"))).isEmpty();
    assertThat(written(metadata(u -> u.inputTokens(7).outputTokens(3).cacheReadInputTokens(2))))
        .isEqualTo(
            """
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":7,"output_tokens":3,"cache_creation_input_tokens":0,"cache_read_input_tokens":2}}

            """);
    assertThat(new String(stream.end(), UTF_8)).isEqualTo(END);
  }

  @Test
  void thinking_ends_with_its_signature_and_tools_stream_their_input() {
    assertThat(
            afterStart(
                reasoning(0, r -> r.text("hm")),
                reasoning(0, r -> r.signature("sig")),
                stop(0),
                startOfTool(1, "t1", "f"),
                toolInput(1, ""),
                toolInput(1, "{\"a\":"),
                stop(1),
                startOfTool(2, "t2", "g"),
                stop(2)))
        .isEqualTo(
            """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t1","name":"f","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"a\\":"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t2","name":"g","input":{}}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":2}

            """);
  }

  @Test
  void redacted_thinking_is_written_when_it_is_whole() {
    assertThat(
            afterStart(
                reasoning(0, r -> r.redactedContent(SdkBytes.fromByteArray(new byte[] {1}))),
                reasoning(0, r -> r.redactedContent(SdkBytes.fromByteArray(new byte[] {2, 3})))))
        .isEmpty();
    assertThat(written(stop(0)))
        .isEqualTo(
            """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":"AQID"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            """);
    assertThat(written(stop(0))).isEmpty();
  }

  @Test
  void blocks_that_were_not_ended_are_and_unknown_ones_leave_no_gap() {
    assertThat(
            written(
                startOfToolResult(0), toolInput(0, "{}"), stop(0), delta(1, "a"), delta(2, "b")))
        .isEqualTo(
            START
                + """
                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: content_block_start
                data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"b"}}

                """);
    assertThat(written(stopOfMessage("end_turn")))
        .isEqualTo(
            """
            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            """);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN_TO_SDK_VERSION")
  void without_metadata_the_stop_reason_comes_with_the_end(StopReason reason) {
    assertThat(afterStart(stopOfMessage(reason.toString()))).isEmpty();
    assertThat(new String(stream.end(), UTF_8))
        .isEqualTo(
            """
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},"usage":{"input_tokens":0,"output_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0}}

            """
                    .formatted(StopReasons.of(reason.toString()))
                + END);
  }

  @Test
  void the_sequence_that_stopped_is_told() {
    afterStart(StreamEvents.stopOfMessage("stop_sequence", "END"));
    assertThat(written(metadata(u -> u.inputTokens(1).outputTokens(2))))
        .contains("\"delta\":{\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"}");
  }

  @Test
  void unknown_events_have_no_bytes() {
    assertThat(stream.event(ConverseStreamOutput.UNKNOWN)).isEmpty();
  }

  @Test
  void a_ping_keeps_the_connection_open() {
    assertThat(new String(stream.keepAlive(), UTF_8))
        .isEqualTo("event: ping\ndata: {\"type\":\"ping\"}\n\n");
  }

  @ParameterizedTest
  @CsvSource({
    "TARGET_THROTTLED, rate_limit_error",
    "TARGET_UNAVAILABLE, overloaded_error",
    "TARGET_INTERNAL_ERROR, api_error",
    "TARGET_TIMEOUT, timeout_error"
  })
  void a_broken_answer_ends_with_an_error_and_nothing_else(FailureKind kind, String type) {
    assertThat(new String(stream.error(kind, "no"), UTF_8))
        .isEqualTo(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"no\"},"
                    .formatted(type)
                + "\"request_id\":\"id-1\"}\n\n");
  }
}
