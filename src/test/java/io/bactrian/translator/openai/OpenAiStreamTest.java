package io.bactrian.translator.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.ConverseStreamWriter;
import io.bactrian.translator.converse.SdkJsonReader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.utils.builder.Buildable;

class OpenAiStreamTest {

  static Stream<Arguments> streams() {
    return GoldenRows.of("streams.json");
  }

  private static ConverseStreamWriter stream(boolean usage) {
    var format = new OpenAiFormat(new OpenAiSettings(false, 1024, "general"), () -> 1_700);
    var delivery = new Delivery("fast", true, usage);
    return format.stream(
        GatewayCall.received(
            "id-9",
            "default",
            "openai",
            "general",
            delivery,
            new Question.Converse(Calls.question("Why?")),
            0));
  }

  private static ConverseStreamOutput event(JsonNode json) {
    var member = json.properties().iterator().next();
    SdkPojo builder =
        switch (member.getKey()) {
          case "messageStart" -> ConverseStreamOutput.messageStartBuilder();
          case "contentBlockStart" -> ConverseStreamOutput.contentBlockStartBuilder();
          case "contentBlockDelta" -> ConverseStreamOutput.contentBlockDeltaBuilder();
          case "contentBlockStop" -> ConverseStreamOutput.contentBlockStopBuilder();
          case "messageStop" -> ConverseStreamOutput.messageStopBuilder();
          default -> ConverseStreamOutput.metadataBuilder();
        };
    SdkPojo event = new SdkJsonReader().read(member.getValue(), builder);
    return (ConverseStreamOutput) ((Buildable) event).build();
  }

  private static ObjectNode head() {
    ObjectNode head = GoldenRows.JSON.createObjectNode();
    head.put("id", "chatcmpl-id-9").put("object", "chat.completion.chunk");
    return head.put("created", 1_700).put("model", "fast");
  }

  private static String expected(JsonNode row) {
    var frames = new StringBuilder();
    JsonNode deltas = row.get("deltas");
    for (int i = 0; i < deltas.size(); i++) {
      ObjectNode chunk = head();
      ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
      choice.set("delta", deltas.get(i));
      choice.putNull("logprobs");
      boolean last = i == deltas.size() - 1;
      choice.put("finish_reason", last ? row.get("finish").textValue() : null);
      if (row.has("usage")) {
        chunk.putNull("usage");
      }
      frames.append("data: ").append(chunk).append("\n\n");
    }
    if (row.has("last")) {
      ObjectNode chunk = head();
      row.get("last").properties().forEach(last -> chunk.set(last.getKey(), last.getValue()));
      frames.append("data: ").append(chunk).append("\n\n");
    }
    return frames.append("data: [DONE]\n\n").toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void events_become_the_frames_of_their_row(String name, JsonNode row) {
    ConverseStreamWriter stream = stream(row.has("usage"));
    var frames = new StringBuilder();
    row.get("events").forEach(json -> frames.append(new String(stream.event(event(json)), UTF_8)));
    frames.append(new String(stream.end(), UTF_8));

    assertThat(frames).as(name).asString().isEqualTo(expected(row));
  }

  @Test
  void events_that_are_not_known_yet_have_no_bytes() {
    assertThat(stream(false).event(ConverseStreamOutput.UNKNOWN)).isEmpty();
  }

  @Test
  void a_stream_says_what_it_is_and_that_it_lives() {
    ConverseStreamWriter stream = stream(false);
    assertThat(stream.contentType()).isEqualTo("text/event-stream");
    assertThat(stream.keepAlive()).asString(UTF_8).isEqualTo(": keep-alive\n\n");
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_that_breaks_off_ends_with_the_error_of_its_kind(FailureKind kind) {
    assertThat(stream(false).error(kind, "no\nmore"))
        .asString(UTF_8)
        .isEqualTo("data: " + ErrorBody.of(kind, "no\nmore") + "\n\n")
        .doesNotContain("[DONE]");
  }
}
