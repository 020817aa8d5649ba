package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.Answer;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class ReplyCaptureTest {

  private static final Set<StopReason> BROKEN =
      Set.of(StopReason.MALFORMED_MODEL_OUTPUT, StopReason.MALFORMED_TOOL_USE);
  private static final Set<StopReason> EXPLAIN_SILENCE =
      Set.of(
          StopReason.GUARDRAIL_INTERVENED,
          StopReason.CONTENT_FILTERED,
          StopReason.STOP_SEQUENCE,
          StopReason.MAX_TOKENS);

  private final TargetCall attempt =
      TargetCall.of(Calls.asking("Why?"), Calls.EAST, Duration.ofSeconds(3));

  private void capture(SdkResponse response) {
    var attributes = new ExecutionAttributes().putAttribute(ReplyCapture.ATTEMPT, attempt);
    new ReplyCapture().afterExecution(context(response), attributes);
  }

  private static InterceptorContext context(SdkResponse response) {
    return InterceptorContext.builder()
        .request(ConverseRequest.builder().build())
        .response(response)
        .httpResponse(
            SdkHttpResponse.builder().statusCode(200).putHeader("x-amzn-RequestId", "r-1").build())
        .build();
  }

  @Test
  void hands_over_the_answer_with_bedrocks_request_id() {
    capture(Calls.answer("yes"));
    assertThat(attempt.reply().get())
        .isEqualTo(
            new TargetCall.Whole(new Answer.Conversed(Calls.answer("yes")), Optional.of("r-1")));
  }

  @ParameterizedTest
  @EnumSource(StopReason.class)
  void refuses_silence_that_nothing_explains(StopReason stop) {
    ConverseResponse silent = Calls.answer(stop);
    if (EXPLAIN_SILENCE.contains(stop)) {
      capture(silent);
      assertThat(attempt.reply().get()).isNotNull();
    } else {
      assertThatThrownBy(() -> capture(silent)).isInstanceOf(UnusableReply.class);
      assertThat(attempt.reply().get()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(StopReason.class)
  void refuses_malformed_output_even_with_content(StopReason stop) {
    ConverseResponse answer = Calls.answer(stop, ContentBlock.fromText("{"));
    if (BROKEN.contains(stop)) {
      assertThatThrownBy(() -> capture(answer)).isInstanceOf(UnusableReply.class);
    } else {
      capture(answer);
    }
    assertThat(attempt.reply().get() == null).isEqualTo(BROKEN.contains(stop));
  }

  @Test
  void refuses_an_answer_without_output_or_message() {
    ConverseResponse none = ConverseResponse.builder().stopReason(StopReason.END_TURN).build();
    assertThatThrownBy(() -> capture(none)).isInstanceOf(UnusableReply.class);
    ConverseResponse hollow = none.toBuilder().output(o -> {}).build();
    assertThatThrownBy(() -> capture(hollow)).isInstanceOf(UnusableReply.class);
  }

  @Test
  void refuses_a_count_without_a_number() {
    assertThatThrownBy(() -> capture(CountTokensResponse.builder().build()))
        .isInstanceOf(UnusableReply.class);
  }

  @Test
  void takes_counts_and_bodies_of_a_models_own() {
    CountTokensResponse count = CountTokensResponse.builder().inputTokens(1).build();
    capture(count);
    assertThat(((TargetCall.Whole) attempt.reply().get()).answer())
        .isEqualTo(new Answer.Counted(count));
    InvokeModelResponse own =
        InvokeModelResponse.builder()
            .body(
                SdkBytes.fromUtf8String(
                    "{\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}"))
            .build();
    capture(own);
    assertThat(((TargetCall.Whole) attempt.reply().get()).answer())
        .isEqualTo(
            new Answer.Invoked(
                own,
                Map.of(),
                Optional.of(StopReason.END_TURN),
                Optional.of(new Answer.Usage(3, 4, 0, 0))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"type\":\"message\",\"content\":[],\"stop_reason\":\"end_turn\"}",
        "{\"type\":\"message\",\"stop_reason\":\"end_turn\"}",
        "{\"output\":{\"message\":{\"content\":[]}},\"stopReason\":\"end_turn\"}",
        "{\"inputTextTokenCount\":3,\"results\":[{\"outputText\":\"\",\"completionReason\":\"FINISH\"}]}",
        "{\"inputTextTokenCount\":3}"
      })
  void refuses_a_body_of_a_models_own_without_content(String body) {
    InvokeModelResponse silent =
        InvokeModelResponse.builder().body(SdkBytes.fromUtf8String(body)).build();
    assertThatThrownBy(() -> capture(silent)).isInstanceOf(UnusableReply.class);
  }

  @Test
  void leaves_other_callers_alone() {
    new ReplyCapture().afterExecution(context(Calls.answer("yes")), new ExecutionAttributes());
    assertThat(attempt.reply().get()).isNull();
  }
}
