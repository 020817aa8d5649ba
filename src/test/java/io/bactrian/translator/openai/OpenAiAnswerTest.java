package io.bactrian.translator.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.Reply;
import io.bactrian.translator.converse.SdkJsonReader;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class OpenAiAnswerTest {

  private static final GatewayCall CALL =
      GatewayCall.received(
          "id-9",
          "default",
          "openai",
          "general",
          Delivery.whole("fast"),
          new Question.Converse(Calls.question("Why?")),
          0);

  private final OpenAiFormat format =
      new OpenAiFormat(new OpenAiSettings(false, 1024, "general"), () -> 1_700);

  static Stream<Arguments> answers() {
    return GoldenRows.of("answers.json");
  }

  private Reply written(ConverseResponse response) {
    return format.write(CALL.ended(new Outcome.Live(Calls.EAST, response)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void an_answer_becomes_the_completion_of_its_row(String name, JsonNode row) {
    Reply reply =
        written(new SdkJsonReader().read(row.get("converse"), ConverseResponse.builder()).build());

    ObjectNode expected = GoldenRows.JSON.createObjectNode();
    expected.put("id", "chatcmpl-id-9").put("object", "chat.completion");
    expected.put("created", 1_700).put("model", "fast");
    ObjectNode choice = expected.putArray("choices").addObject().put("index", 0);
    choice.set("message", row.get("message"));
    choice.putNull("logprobs").set("finish_reason", row.get("finish"));
    row.get("rest").properties().forEach(rest -> expected.set(rest.getKey(), rest.getValue()));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).isEmpty();
    assertThat(GoldenRows.normal(reply.body())).as(name).isEqualTo(GoldenRows.normal(expected));
  }

  @Test
  void an_answer_of_another_model_names_that_model() {
    GatewayCall call =
        CALL.unanswered(List.of(), FailureKind.TARGET_TIMEOUT)
            .ended(new Outcome.Live(Calls.ofModel("nova"), Calls.answer("So.")));
    assertThat(format.write(call).body().path("model").textValue()).isEqualTo("nova");
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, stop",
    "stop_sequence, stop",
    "max_tokens, length",
    "model_context_window_exceeded, length",
    "tool_use, tool_calls",
    "content_filtered, content_filter",
    "guardrail_intervened, content_filter",
    "malformed_model_output, stop",
    "malformed_tool_use, stop",
    "not_known_yet, stop",
    ", stop"
  })
  void every_stop_reason_has_a_word(String stopReason, String finishReason) {
    var response = Calls.answer("So.").toBuilder().stopReason(stopReason).build();
    JsonNode choice = written(response).body().get("choices").get(0);
    assertThat(choice.get("finish_reason").textValue()).isEqualTo(finishReason);
  }

  @ParameterizedTest
  @EnumSource
  void a_finish_reason_is_one_that_clients_know(StopReason reason) {
    assertThat(FinishReason.of(reason)).isIn("stop", "length", "tool_calls", "content_filter");
  }

  @Test
  void a_kept_answer_looks_like_the_one_it_was() {
    ConverseResponse response =
        Calls.answer(StopReason.END_TURN, ContentBlock.fromText("a"), ContentBlock.fromText("b"));
    var cached = new Outcome.Cached(Calls.EAST, response, Duration.ofSeconds(3), true);
    assertThat(format.write(CALL.ended(cached))).isEqualTo(written(response));
  }
}
