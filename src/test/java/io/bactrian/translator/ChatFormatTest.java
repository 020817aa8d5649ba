package io.bactrian.translator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.fixture.Calls;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class ChatFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Envelope ENVELOPE = new Envelope("id-9", "default", 77);

  private final ChatFormat format =
      new ChatFormat(new PromptSettings("Be kind.", 1024, 0.5f, "default"));

  private GatewayCall read(String body) throws Exception {
    return format.read(JSON.readTree(body), ENVELOPE);
  }

  private static String json(Reply reply) {
    return reply.body().toString();
  }

  @Test
  void a_prompt_becomes_a_converse_request() throws Exception {
    GatewayCall call = read("{\"content\":\"Why?\"}");

    assertThat(call.requestId()).isEqualTo("id-9");
    assertThat(call.tenant()).isEqualTo("default");
    assertThat(call.api()).isEqualTo("chat");
    assertThat(call.delivery().leavesModelOpen()).isTrue();
    assertThat(call.receivedNanos()).isEqualTo(77);
    assertThat(call.question().conversation().modelId()).isNull();
    assertThat(call.question().conversation().messages()).hasSize(1);
    assertThat(call.question().conversation().messages().getFirst().role())
        .isEqualTo(ConversationRole.USER);
    assertThat(call.question().conversation().messages().getFirst().content())
        .containsExactly(ContentBlock.fromText("Why?"));
    assertThat(call.question().conversation().system().getFirst().text()).isEqualTo("Be kind.");
    assertThat(call.question().conversation().inferenceConfig().maxTokens()).isEqualTo(1024);
    assertThat(call.question().conversation().inferenceConfig().temperature()).isEqualTo(0.5f);
  }

  @Test
  void the_callers_system_prompt_wins() throws Exception {
    GatewayCall call = read("{\"content\":\"Why?\",\"system_prompt\":\"Be brief.\"}");
    assertThat(call.question().conversation().system().getFirst().text()).isEqualTo("Be brief.");
    assertThat(
            read("{\"content\":\"Why?\",\"system_prompt\":null}")
                .question()
                .conversation()
                .system())
        .hasSize(1);
  }

  @Test
  void without_any_system_prompt_none_is_sent() throws Exception {
    var silent = new ChatFormat(new PromptSettings("", 1, 0f, "default"));
    GatewayCall call = silent.read(JSON.readTree("{\"content\":\"Why?\"}"), ENVELOPE);
    assertThat(call.question().conversation().hasSystem()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                               | field 'content' is required
          {"content":null}                 | field 'content' is required
          {"content":1}                    | field 'content' must be a string
          {"content":["a"]}                | field 'content' must be a string
          {"content":{}}                   | field 'content' must be a string
          {"content":true}                 | field 'content' must be a string
          {"content":""}                   | field 'content' must not be blank
          {"content":" \\n\\t"}            | field 'content' must not be blank
          {"content":"a","system_prompt":5}  | field 'system_prompt' must be a string
          {"content":"a","system_prompt":""} | field 'system_prompt' must not be blank
          {"content":"a","Content":"b"}    | unknown field 'Content'; allowed: content, system_prompt, stream
          {"content":"a","temperature":1}  | unknown field 'temperature'; allowed: content, system_prompt, stream
          {"content":"a","":1}             | unknown field ''; allowed: content, system_prompt, stream
          []                               | the body must be a JSON object with [content, system_prompt, stream]
          "content"                        | the body must be a JSON object with [content, system_prompt, stream]
          null                             | the body must be a JSON object with [content, system_prompt, stream]
          7                                | the body must be a JSON object with [content, system_prompt, stream]
          """)
  void what_is_no_call_is_refused_with_what_is_allowed(String body, String message) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(InvalidRequest.class).hasMessage(message);
  }

  @Test
  void a_strange_name_cannot_flood_or_break_the_message() {
    String name = "x\\u0000\\n\\uD83D\\uDE00" + "y".repeat(1_000);
    assertThatThrownBy(() -> read("{\"" + name + "\":1}"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("unknown field 'x????yyy")
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(140));
  }

  @Test
  void a_live_answer_tells_region_usage_and_stop_reason() {
    Reply reply =
        format.write(Calls.asking("Why?").ended(new Outcome.Live(Calls.WEST, Calls.answer("So."))));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(json(reply))
        .isEqualTo(
            "{\"response\":\"So.\",\"region\":\"us-west-2\",\"token_usage\":{\"inputTokens\":10,"
                + "\"outputTokens\":20,\"totalTokens\":30},\"stop_reason\":\"end_turn\","
                + "\"status\":\"success\"}");
  }

  @Test
  void usage_that_bedrock_did_not_tell_is_not_invented() {
    var response =
        Calls.answer("So.").toBuilder()
            .usage((software.amazon.awssdk.services.bedrockruntime.model.TokenUsage) null)
            .build();
    Reply reply = format.write(Calls.asking("Why?").ended(new Outcome.Live(Calls.WEST, response)));
    assertThat(reply.body().has("token_usage")).isFalse();
  }

  @Test
  void all_text_blocks_are_joined_and_others_left_out() {
    var response =
        Calls.answer(
            StopReason.MAX_TOKENS,
            ContentBlock.fromText("a"),
            ContentBlock.fromReasoningContent(r -> r.reasoningText(t -> t.text("secret"))),
            ContentBlock.fromText("b"));
    Reply reply = format.write(Calls.asking("Why?").ended(new Outcome.Live(Calls.WEST, response)));
    assertThat(reply.body().get("response").textValue()).isEqualTo("ab");
    assertThat(reply.body().get("stop_reason").textValue()).isEqualTo("max_tokens");
  }

  @Test
  void an_answer_without_blocks_is_an_empty_text() {
    var response = Calls.answer(StopReason.GUARDRAIL_INTERVENED);
    Reply reply = format.write(Calls.asking("Why?").ended(new Outcome.Live(Calls.WEST, response)));
    assertThat(reply.body().get("response").textValue()).isEmpty();
    assertThat(reply.body().get("stop_reason").textValue()).isEqualTo("guardrail_intervened");
  }

  @Test
  void a_kept_answer_looks_like_the_one_it_was() {
    var cached = new Outcome.Cached(Calls.EAST, Calls.answer("So."), Duration.ofSeconds(3), true);
    Reply reply = format.write(Calls.asking("Why?").ended(cached));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().get("region").textValue()).isEqualTo("us-east-1");
    assertThat(reply.body().get("response").textValue()).isEqualTo("So.");
  }

  @ParameterizedTest
  @EnumSource
  void an_apology_is_a_503_that_says_why_without_internals(FailureKind cause) {
    Reply reply = format.write(Calls.asking("Why?").ended(new Outcome.Degraded("Sorry.", cause)));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.body().get("response").textValue()).isEqualTo("Sorry.");
    assertThat(reply.body().get("status").textValue()).isEqualTo("degraded");
    assertThat(reply.body().get("detail").textValue())
        .isEqualTo(
            cause == FailureKind.GATEWAY_NO_USABLE_TARGET
                ? "Circuit breaker is open. Service is unavailable."
                : "Service temporarily unavailable. Cause: " + cause.label() + ".");
  }

  @ParameterizedTest
  @EnumSource
  void refusals_and_errors_have_the_status_of_their_row(FailureKind kind) {
    Reply refused = format.write(Calls.asking("Why?").ended(new Outcome.Refused(kind, "no")));
    assertThat(refused).isEqualTo(format.error(kind, "no", "id"));
    assertThat(refused.status()).isEqualTo(kind.status());
    assertThat(json(refused)).isEqualTo("{\"detail\":\"no\"}");
  }
}
