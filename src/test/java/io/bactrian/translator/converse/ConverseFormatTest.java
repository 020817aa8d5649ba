package io.bactrian.translator.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class ConverseFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUESTION =
      "{'messages':[{'role':'user','content':[{'text':'Why?'}]}]%s}";

  private final ConverseFormat format = new ConverseFormat("general", false);

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private GatewayCall read(String more, boolean streamed) throws Exception {
    var envelope = new Envelope("id-7", "tenant", 99, Optional.of("haiku"));
    return new ConverseFormat("general", streamed).read(json(QUESTION.formatted(more)), envelope);
  }

  private Reply written(Outcome outcome) {
    return format.write(Calls.asking("Why?").ended(outcome));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_question_becomes_a_call_for_the_model_of_the_path(boolean streamed) throws Exception {
    GatewayCall call = read("", streamed);

    assertThat(call.requestId()).isEqualTo("id-7");
    assertThat(call.tenant()).isEqualTo("tenant");
    assertThat(call.api()).isEqualTo("converse");
    assertThat(call.useCase()).isEqualTo("general");
    assertThat(call.receivedNanos()).isEqualTo(99);
    assertThat(call.delivery()).isEqualTo(new Delivery("haiku", streamed, streamed));
    assertThat(call.question().conversation()).isEqualTo(Calls.question("Why?"));
  }

  @Test
  void a_body_without_a_path_is_no_call() {
    assertThatThrownBy(() -> format.read(json("{}"), new Envelope("id", "tenant", 0)))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("must not be blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'sync'", "null"})
  void a_stream_may_name_the_default_mode_of_its_guardrail(String mode) throws Exception {
    GatewayCall call =
        read(",'guardrailConfig':{'trace':'enabled','streamProcessingMode':" + mode + "}", true);

    assertThat(call.question().conversation())
        .isEqualTo(Calls.question("Why?").copy(r -> r.guardrailConfig(g -> g.trace("enabled"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          true  | 'async' | field 'guardrailConfig.streamProcessingMode' must be 'sync' where it is given
          true  | 7       | field 'guardrailConfig.streamProcessingMode' must be 'sync' where it is given
          false | 'sync'  | unknown field 'guardrailConfig.streamProcessingMode'; allowed: guardrailIdentifier, guardrailVersion, trace
          """)
  void any_other_mode_is_refused(boolean streamed, String mode, String message) {
    assertThatThrownBy(
            () -> read(",'guardrailConfig':{'streamProcessingMode':" + mode + "}", streamed))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage(message);
  }

  @Test
  void a_live_answer_is_written_as_bedrock_has_it() throws Exception {
    ConverseResponse answer =
        Calls.answer(
                StopReason.TOOL_USE,
                ContentBlock.fromReasoningContent(
                    ReasoningContentBlock.fromReasoningText(r -> r.text("Hm.").signature("sig"))),
                ContentBlock.fromText("So."),
                ContentBlock.fromToolUse(
                    t ->
                        t.toolUseId("t1")
                            .name("find")
                            .input(Document.mapBuilder().putNumber("n", "1.50").build())))
            .copy(
                r ->
                    r.metrics(m -> m.latencyMs(12L))
                        .trace(t -> t.promptRouter(p -> p.invokedModelId("m")))
                        .additionalModelResponseFields(Document.fromNull())
                        .performanceConfig(p -> p.latency("standard"))
                        .serviceTier(t -> t.type("flex")));
    Reply reply = written(new Outcome.Live(Calls.EAST, answer));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).isEmpty();
    assertThat(reply.body().toString())
        .isEqualTo(
            """
            {"output":{"message":{"role":"assistant","content":[\
            {"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"sig"}}},\
            {"text":"So."},\
            {"toolUse":{"toolUseId":"t1","name":"find","input":{"n":1.50}}}]}},\
            "stopReason":"tool_use",\
            "usage":{"inputTokens":10,"outputTokens":20,"totalTokens":30},\
            "metrics":{"latencyMs":12},\
            "additionalModelResponseFields":null,\
            "trace":{"promptRouter":{"invokedModelId":"m"}},\
            "performanceConfig":{"latency":"standard"},\
            "serviceTier":{"type":"flex"}}""");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN_TO_SDK_VERSION")
  void every_stop_reason_is_written(StopReason reason) {
    ConverseResponse answer = Calls.answer(reason, ContentBlock.fromText("So."));

    assertThat(written(new Outcome.Live(Calls.EAST, answer)).body().get("stopReason").asText())
        .isEqualTo(reason.toString());
  }

  @Test
  void a_cached_answer_is_written_like_a_live_one() {
    ConverseResponse answer = Calls.answer("So.");
    Outcome cached = new Outcome.Cached(Calls.EAST, answer, Duration.ofMinutes(1), true);

    assertThat(written(cached)).isEqualTo(written(new Outcome.Live(Calls.EAST, answer)));
  }

  @Test
  void a_degraded_answer_is_an_error_that_carries_the_apology() throws Exception {
    assertThat(written(new Outcome.Degraded("Sorry.", FailureKind.TARGET_THROTTLED)))
        .isEqualTo(
            new Reply(
                503,
                json(
                    "{'message':'No model answered (target-throttled). "
                        + "The gateway says instead: Sorry.'}"),
                Map.of("x-amzn-errortype", "ServiceUnavailableException")));
  }

  @ParameterizedTest
  @CsvSource({
    "CALLER_INVALID_REQUEST, 400, ValidationException",
    "CALLER_CONTEXT_TOO_LONG, 400, ValidationException",
    "CALLER_UNKNOWN_MODEL, 404, ResourceNotFoundException",
    "CALLER_RESIDENCY, 400, ValidationException",
    "TARGET_THROTTLED, 429, ThrottlingException",
    "TARGET_QUOTA_EXHAUSTED, 429, ThrottlingException",
    "TARGET_NOT_READY, 429, ModelNotReadyException",
    "TARGET_UNAVAILABLE, 503, ServiceUnavailableException",
    "TARGET_INTERNAL_ERROR, 500, InternalServerException",
    "TARGET_CONNECTION_FAILED, 503, ServiceUnavailableException",
    "TARGET_TIMEOUT, 408, ModelTimeoutException",
    "TARGET_MODEL_ERROR, 424, ModelErrorException",
    "TARGET_EMPTY_REPLY, 424, ModelErrorException",
    "TARGET_CORRUPT_REPLY, 500, InternalServerException",
    "TARGET_ACCESS_DENIED, 403, AccessDeniedException",
    "TARGET_MODEL_NOT_FOUND, 404, ResourceNotFoundException",
    "TARGET_MODEL_NOT_ON_DEMAND, 400, ValidationException",
    "TARGET_CREDENTIALS_MISSING, 503, ServiceUnavailableException",
    "TARGET_NOT_PERMITTED, 503, ServiceUnavailableException",
    "GATEWAY_NO_USABLE_TARGET, 503, ServiceUnavailableException",
    "GATEWAY_TARGETS_BUSY, 503, ServiceUnavailableException",
    "GATEWAY_DEADLINE_EXCEEDED, 408, ModelTimeoutException",
    "GATEWAY_NO_KEPT_ANSWER, 408, ModelTimeoutException",
    "GATEWAY_STOPPING, 503, ServiceUnavailableException",
    "GATEWAY_INTERNAL_ERROR, 500, InternalServerException"
  })
  void a_refusal_is_the_modelled_exception(FailureKind kind, int status, String type)
      throws Exception {
    assertThat(written(new Outcome.Refused(kind, "no")))
        .isEqualTo(new Reply(status, json("{'message':'no'}"), Map.of("x-amzn-errortype", type)));
  }

  @Test
  void a_stream_is_an_event_stream() {
    assertThat(format.stream(Calls.asking("Why?"))).isInstanceOf(ConverseEventStream.class);
  }
}
