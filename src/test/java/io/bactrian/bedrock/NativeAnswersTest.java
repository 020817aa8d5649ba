package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.call.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class NativeAnswersTest {

  private static final String CLAUDE =
      "{'type':'message','content':[{'type':'text','text':'Yes.'}],'stop_reason':'end_turn',"
          + "'usage':{'input_tokens':1,'output_tokens':2,"
          + "'cache_read_input_tokens':3,'cache_creation_input_tokens':4}}";

  private static JsonNode json(String quoted) {
    return NativeAnswers.read(quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Answer.Invoked whole(String quoted, String... headers) {
    SdkHttpResponse.Builder http = SdkHttpResponse.builder().statusCode(200);
    for (int i = 0; i < headers.length; i += 2) {
      http.putHeader(headers[i], headers[i + 1]);
    }
    return NativeAnswers.whole(
        InvokeModelResponse.builder()
            .body(SdkBytes.fromUtf8String(quoted.replace('\'', '"')))
            .build(),
        http.build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'stop_reason':'end_turn'}                      | END_TURN
          {'stop_reason':'max_tokens'}                    | MAX_TOKENS
          {'delta':{'stop_reason':'tool_use'}}            | TOOL_USE
          {'stopReason':'guardrail_intervened'}           | GUARDRAIL_INTERVENED
          {'messageStop':{'stopReason':'stop_sequence'}}  | STOP_SEQUENCE
          {'completionReason':'FINISH'}                   | END_TURN
          {'completionReason':'LENGTH'}                   | MAX_TOKENS
          {'results':[{'completionReason':'FINISHED'}]}   | END_TURN
          {'results':[{'completionReason':'CONTENT_FILTERED'}]}  | CONTENT_FILTERED
          {'results':[{'completionReason':'STOP_CRITERIA_MET'}]} | STOP_SEQUENCE
          {'stop_reason':'a_new_one'}                     | UNKNOWN_TO_SDK_VERSION
          {'stop_reason':null,'delta':{}}                 |
          {'completionReason':7}                          |
          """)
  void the_end_is_told_in_converses_words(String body, StopReason reason) {
    assertThat(NativeAnswers.stopReason(json(body))).isEqualTo(Optional.ofNullable(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'usage':{'input_tokens':1,'output_tokens':2,"
            + "'cache_read_input_tokens':3,'cache_creation_input_tokens':4}}",
        "{'usage':{'inputTokens':1,'outputTokens':2,"
            + "'cacheReadInputTokenCount':3,'cacheWriteInputTokenCount':4}}",
        "{'amazon-bedrock-invocationMetrics':{'inputTokenCount':1,'outputTokenCount':2,"
            + "'cacheReadInputTokenCount':3,'cacheWriteInputTokenCount':4},"
            + "'usage':{'input_tokens':99}}"
      })
  void usage_is_read_as_each_format_tells_it(String body) {
    assertThat(NativeAnswers.usage(json(body))).contains(new Answer.Usage(1, 2, 3, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'usage':{'output_tokens':2}}", "{'usage':7}", "[]", "no JSON"})
  void usage_is_not_invented(String body) {
    assertThat(NativeAnswers.usage(json(body))).isEmpty();
  }

  @Test
  void the_counts_of_the_headers_come_before_those_of_the_body() {
    assertThat(
            whole(
                    CLAUDE,
                    "X-Amzn-Bedrock-Input-Token-Count",
                    "11",
                    "X-Amzn-Bedrock-Output-Token-Count",
                    "12",
                    "X-Amzn-Bedrock-Cache-Read-Input-Token-Count",
                    "13",
                    "X-Amzn-Bedrock-Cache-Write-Input-Token-Count",
                    "14")
                .usage())
        .contains(new Answer.Usage(11, 12, 13, 14));
    assertThat(whole(CLAUDE, "X-Amzn-Bedrock-Input-Token-Count", "11").usage())
        .as("half a count is none")
        .contains(new Answer.Usage(1, 2, 3, 4));
  }

  @Test
  void headers_of_bedrocks_go_along_and_no_others() {
    var answer =
        whole(
            CLAUDE,
            "X-Amzn-Bedrock-Invocation-Latency",
            "7",
            "Set-Cookie",
            "a=b",
            "x-amzn-RequestId",
            "r-1");
    assertThat(answer.headers()).isEqualTo(Map.of("X-Amzn-Bedrock-Invocation-Latency", "7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'message','content':[],'stop_reason':'max_tokens'}",
        "{'output':{'message':{'content':[]}},'stopReason':'guardrail_intervened'}",
        "{'inputTextTokenCount':3,'results':[{'outputText':'','completionReason':'LENGTH'}]}",
        "{'embedding':[]}",
        "[]",
        "not even JSON"
      })
  void silence_that_is_explained_or_not_understood_is_an_answer(String body) {
    assertThat(whole(body).response().body().asUtf8String()).isEqualTo(body.replace('\'', '"'));
  }

  @Test
  void an_answer_without_a_body_is_none() {
    var bodiless = InvokeModelResponse.builder().build();
    var http = SdkHttpResponse.builder().statusCode(200).build();
    assertThatThrownBy(() -> NativeAnswers.whole(bodiless, http)).isInstanceOf(UnusableReply.class);
  }
}
