package io.bactrian.translator.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.DocumentJson;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.CacheDetail;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CitationGeneratedContent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

class AnthropicFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final GatewayCall CALL =
      GatewayCall.received(
          "id-1",
          "t",
          "anthropic",
          "u",
          Delivery.whole("claude"),
          new Question.Converse(Calls.question("Why?")),
          0);

  private final AnthropicFormat format = new AnthropicFormat(new AnthropicSettings("coding"));

  private String live(ConverseResponse response) {
    Reply reply = format.write(CALL.ended(new Outcome.Live(Calls.WEST, response)));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).isEmpty();
    return reply.body().toString();
  }

  private String content(ContentBlock... blocks) throws Exception {
    return JSON.readTree(live(Calls.answer(StopReason.END_TURN, blocks))).get("content").toString();
  }

  private static CacheDetail written(String ttl, int tokens) {
    return CacheDetail.builder().ttl(ttl).inputTokens(tokens).build();
  }

  @ParameterizedTest
  @CsvSource({"'', false", "',\"stream\":false', false", "',\"stream\":true', true"})
  void a_body_becomes_a_call(String more, boolean streamed) throws Exception {
    String body =
        "{\"model\":\"claude\",\"max_tokens\":5,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]%s}".formatted(more);
    GatewayCall call = format.read(JSON.readTree(body), new Envelope("id-9", "me", 77));

    assertThat(call.requestId()).isEqualTo("id-9");
    assertThat(call.tenant()).isEqualTo("me");
    assertThat(call.api()).isEqualTo("anthropic");
    assertThat(call.useCase()).isEqualTo("coding");
    assertThat(call.delivery()).isEqualTo(new Delivery("claude", streamed, true));
    assertThat(call.receivedNanos()).isEqualTo(77);
    assertThat(call.question().conversation().modelId()).isNull();
    assertThat(call.question().conversation().inferenceConfig().maxTokens()).isEqualTo(5);
  }

  @Test
  void an_answer_of_another_model_names_that_model() {
    GatewayCall call =
        Calls.asking("Why?")
            .unanswered(List.of(), FailureKind.TARGET_TIMEOUT)
            .ended(new Outcome.Live(Calls.ofModel("nova"), Calls.answer("So.")));
    assertThat(format.write(call).body().path("model").textValue()).isEqualTo("nova");
  }

  @Test
  void a_live_answer_is_a_message() {
    assertThat(live(Calls.answer("So.")))
        .isEqualTo(
            "{\"id\":\"msg_id-1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\","
                + "\"content\":[{\"type\":\"text\",\"text\":\"So.\"}],\"stop_reason\":\"end_turn\","
                + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":10,\"output_tokens\":20,"
                + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0}}");
  }

  @Test
  void a_kept_answer_looks_like_the_one_it_was() {
    var cached = new Outcome.Cached(Calls.EAST, Calls.answer("So."), Duration.ofSeconds(3), true);
    assertThat(format.write(CALL.ended(cached)).body().toString())
        .isEqualTo(live(Calls.answer("So.")));
  }

  @Test
  void content_keeps_its_kinds_and_order() throws Exception {
    var input = Document.mapBuilder().putNumber("n", 100).putString("s", "x").build();
    assertThat(
            content(
                ContentBlock.fromReasoningContent(
                    r -> r.reasoningText(t -> t.text("hm").signature("sig"))),
                ContentBlock.fromReasoningContent(r -> r.reasoningText(t -> t.text("hm"))),
                ContentBlock.fromReasoningContent(
                    r -> r.redactedContent(SdkBytes.fromByteArray(new byte[] {1, 2, 3}))),
                ContentBlock.fromText("a"),
                ContentBlock.fromToolUse(u -> u.toolUseId("t1").name("f").input(input)),
                ContentBlock.fromToolUse(u -> u.toolUseId("t2").name("g")),
                ContentBlock.fromCitationsContent(
                    c -> c.content(CitationGeneratedContent.fromText("b")))))
        .isEqualTo(
            "[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"sig\"},"
                + "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"\"},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"AQID\"},"
                + "{\"type\":\"text\",\"text\":\"a\"},"
                + "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{\"n\":100,"
                + "\"s\":\"x\"}},"
                + "{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"g\",\"input\":{}},"
                + "{\"type\":\"text\",\"text\":\"b\"}]");
  }

  @Test
  void an_answer_may_have_no_content_that_the_protocol_knows() throws Exception {
    assertThat(content()).isEqualTo("[]");
    assertThat(content(ContentBlock.fromCachePoint(CachePointBlock.builder().build())))
        .isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource({
    "END_TURN, end_turn",
    "TOOL_USE, tool_use",
    "MAX_TOKENS, max_tokens",
    "STOP_SEQUENCE, stop_sequence",
    "GUARDRAIL_INTERVENED, refusal",
    "CONTENT_FILTERED, refusal",
    "MALFORMED_MODEL_OUTPUT, malformed_model_output",
    "MALFORMED_TOOL_USE, malformed_tool_use",
    "MODEL_CONTEXT_WINDOW_EXCEEDED, model_context_window_exceeded"
  })
  void every_stop_reason_has_its_word(StopReason stop, String expected) throws Exception {
    assertThat(JSON.readTree(live(Calls.answer(stop))).get("stop_reason").textValue())
        .isEqualTo(expected);
  }

  @Test
  void every_stop_reason_of_the_sdk_is_in_the_table_and_new_ones_pass() throws Exception {
    assertThat(StopReason.knownValues()).hasSize(9);
    var response = Calls.answer("So.").toBuilder().stopReason("pause_turn").build();
    assertThat(JSON.readTree(live(response)).get("stop_reason").textValue())
        .isEqualTo("pause_turn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"stop_sequence":"END"} | "END"
          {"stop_sequence":null}  | null
          {"other":1}             | null
          []                      | null
          """)
  void the_sequence_that_stopped_is_told_where_the_model_told_it(String fields, String expected)
      throws Exception {
    var response =
        Calls.answer(StopReason.STOP_SEQUENCE).toBuilder()
            .additionalModelResponseFields(DocumentJson.read(JSON.readTree(fields)))
            .build();
    assertThat(JSON.readTree(live(response)).get("stop_sequence").toString()).isEqualTo(expected);
  }

  @Test
  void usage_tells_what_the_cache_read_and_wrote() throws Exception {
    var response =
        Calls.answer("So.").toBuilder()
            .usage(
                u ->
                    u.inputTokens(1)
                        .outputTokens(2)
                        .totalTokens(77)
                        .cacheReadInputTokens(4)
                        .cacheWriteInputTokens(70)
                        .cacheDetails(written("5m", 30), written("1h", 40)))
            .build();
    assertThat(JSON.readTree(live(response)).get("usage").toString())
        .isEqualTo(
            "{\"input_tokens\":1,\"output_tokens\":2,\"cache_creation_input_tokens\":70,"
                + "\"cache_read_input_tokens\":4,\"cache_creation\":{"
                + "\"ephemeral_5m_input_tokens\":30,\"ephemeral_1h_input_tokens\":40}}");
  }

  @Test
  void usage_that_bedrock_did_not_tell_is_not_invented() throws Exception {
    var response = Calls.answer("So.").toBuilder().usage((TokenUsage) null).build();
    assertThat(JSON.readTree(live(response)).get("usage").toString())
        .isEqualTo(
            "{\"input_tokens\":0,\"output_tokens\":0,\"cache_creation_input_tokens\":0,"
                + "\"cache_read_input_tokens\":0}");
  }

  @ParameterizedTest
  @EnumSource
  void an_apology_is_a_503_that_says_it_is_no_answer(FailureKind cause) {
    Reply reply = format.write(CALL.ended(new Outcome.Degraded("Sorry.", cause)));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).containsEntry("x-should-retry", "false");
    assertThat(reply.body().toString())
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":"
                + "\"Sorry. (No model answered; cause: "
                + cause.label()
                + ".)\"},\"request_id\":\"id-1\"}");
  }

  @Test
  void the_request_id_is_where_clients_look_for_it() {
    assertThat(format.headers("id-1")).isEqualTo(Map.of("request-id", "id-1"));
  }
}
