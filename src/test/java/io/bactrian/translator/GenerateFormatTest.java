package io.bactrian.translator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GenerateFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final GenerateFormat format =
      new GenerateFormat(new PromptSettings("", 500, 0.7f, "default"));

  private GatewayCall read(String body) throws Exception {
    return format.read(JSON.readTree(body), new Envelope("id-9", "default", 77));
  }

  private String written(Outcome outcome) {
    Reply reply = format.write(Calls.asking("Why?").ended(outcome));
    return reply.status() + " " + reply.body();
  }

  @Test
  void a_prompt_becomes_a_converse_request_without_system_prompt() throws Exception {
    GatewayCall call = read("{\"prompt\":\"Why?\"}");

    assertThat(call.api()).isEqualTo("generate");
    assertThat(call.useCase()).isEqualTo("default");
    assertThat(call.question().conversation().hasSystem()).isFalse();
    assertThat(call.question().conversation().messages().getFirst().content().getFirst().text())
        .isEqualTo("Why?");
    assertThat(call.question().conversation().inferenceConfig().maxTokens()).isEqualTo(500);
    assertThat(call.question().conversation().inferenceConfig().temperature()).isEqualTo(0.7f);
  }

  @Test
  void a_use_case_has_at_most_64_characters() throws Exception {
    String longest = "u".repeat(64);
    assertThat(read("{\"prompt\":\"p\",\"use_case\":\"" + longest + "\"}").useCase())
        .isEqualTo(longest);
    assertThatThrownBy(() -> read("{\"prompt\":\"p\",\"use_case\":\"" + longest + "u\"}"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("field 'use_case' must have at most 64 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                          | field 'prompt' is required
          {"prompt":7}                | field 'prompt' must be a string
          {"prompt":" "}              | field 'prompt' must not be blank
          {"prompt":"p","use_case":7} | field 'use_case' must be a string
          {"prompt":"p","use_case":""}| field 'use_case' must not be blank
          {"prompt":"p","content":"c"}| unknown field 'content'; allowed: prompt, use_case, stream
          "prompt"                    | the body must be a JSON object with [prompt, use_case, stream]
          """)
  void what_is_no_call_is_refused_with_what_is_allowed(String body, String message) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(InvalidRequest.class).hasMessage(message);
  }

  @Test
  void says_honestly_who_answered() {
    var response = Calls.answer("So.");
    assertThat(written(new Outcome.Live(Calls.EAST, response)))
        .isEqualTo("200 {\"model_used\":\"model-of-us-east-1\",\"response\":\"So.\"}");
    assertThat(written(new Outcome.Cached(Calls.EAST, response, Duration.ZERO, true)))
        .isEqualTo("200 {\"model_used\":\"CACHE:model-of-us-east-1\",\"response\":\"So.\"}");
    assertThat(written(new Outcome.Degraded("Sorry.", FailureKind.TARGET_TIMEOUT)))
        .isEqualTo("200 {\"model_used\":\"DEGRADED_SERVICE\",\"response\":\"Sorry.\"}");
  }

  @Test
  void says_when_another_model_answered() {
    GatewayCall call =
        Calls.asking("Why?")
            .unanswered(List.of(), FailureKind.TARGET_TIMEOUT)
            .ended(new Outcome.Live(Calls.ofModel("nova"), Calls.answer("So.")));
    assertThat(format.write(call).body().path("model_used").textValue())
        .isEqualTo("FALLBACK:id-of-nova");
    GatewayCall begun = call.ended(new Outcome.Streaming(Calls.ofModel("nova"), null));
    assertThat(new String(format.stream(begun).end(), UTF_8))
        .contains("\"model_used\":\"FALLBACK:id-of-nova\"");
  }

  @ParameterizedTest
  @EnumSource
  void refusals_have_the_status_of_their_row(FailureKind kind) {
    assertThat(written(new Outcome.Refused(kind, "no")))
        .isEqualTo(kind.status() + " {\"detail\":\"no\"}");
  }
}
