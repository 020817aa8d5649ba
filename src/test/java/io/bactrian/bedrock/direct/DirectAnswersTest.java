package io.bactrian.bedrock.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

/** Answers and failures are the same, whether the SDK has received them or a direct client. */
@Timeout(60)
class DirectAnswersTest extends DirectFixture {

  DirectAnswersTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        YES,
        "{}",
        "",
        "null",
        "[]",
        "{\"output\":{}}",
        "{\"output\":null,\"usage\":null,\"stopReason\":null}",
        "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[]}}}",
        "{\"output\":{\"message\":{\"content\":[{\"text\":\"a\"},{\"text\":\"b\"}]}},\"new\":{\"a\":[1]}}",
        "{\"output\":{\"message\":{\"content\":[{\"text\":\"a\"},{\"newBlock\":{\"a\":1}}]}}}",
        "{\"output\":{\"message\":{\"content\":[{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"n\","
            + "\"input\":{\"a\":[1,2.5,null,true]}}}]}},\"stopReason\":\"tool_use\"}",
        "{\"output\":{\"message\":{\"content\":[{\"reasoningContent\":{\"reasoningText\":{\"text\":"
            + "\"hm\",\"signature\":\"s\"}}},{\"text\":\"a\"}]}}}",
        "{\"usage\":{\"inputTokens\":1,\"cacheReadInputTokens\":2,\"cacheWriteInputTokens\":3,"
            + "\"cacheReadInputTokenCount\":2,\"serverToolUsage\":{},\"totalTokens\":3}}",
        "{\"usage\":{\"cacheDetails\":[{\"ttl\":\"5m\",\"inputTokens\":3}]}}",
        "{\"usage\":{\"inputTokens\":99999999999}}",
        "{\"usage\":{\"inputTokens\":1.5}}",
        "{\"usage\":{\"inputTokens\":\"1\"}}",
        "{\"metrics\":{\"latencyMs\":9999999999},\"stopReason\":\"a_new_reason\"}",
        "{\"serviceTier\":{\"type\":\"flex\"},\"performanceConfig\":{\"latency\":\"standard\"}}",
        "{\"trace\":{\"guardrail\":{\"modelOutput\":[\"a\"]}}}",
        "{\"additionalModelResponseFields\":{\"a\":1}}",
        "{\"output\":{\"message\":{\"content\":[{\"text\":\"a\"",
        "{\"output\":{\"message\":{\"content\":{\"text\":\"a\"}}}}",
        "{\"stopReason\":{\"a\":1}}",
        "<html>not Bedrock</html>"
      })
  void an_answer_is_read_as_the_sdk_reads_it(String body) {
    sameOutcome(RecordingServer.Reply.ok(body));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 400, 403, 404, 408, 413, 424, 429, 500, 502, 503, 504})
  void a_failure_is_told_as_the_sdk_tells_it(int status) {
    String body = "{\"message\":\"no\"}";
    for (String type : List.of("ThrottlingException", "ValidationException", "Unheard", "")) {
      var headers = Map.of("x-amzn-ErrorType", type, "x-amzn-RequestId", "r-2", "Retry-After", "3");
      sameOutcome(new RecordingServer.Reply(status, headers, status == 204 ? "" : body));
    }
    sameOutcome(new RecordingServer.Reply(status, Map.of(), ""));
    sameOutcome(
        new RecordingServer.Reply(status, Map.of(), status == 204 ? "" : "<html>proxy</html>"));
  }

  private void sameOutcome(RecordingServer.Reply reply) {
    server.reply(reply);
    ConverseRequest request = plain().build();
    Outcome expected = Outcome.of(() -> sdk.converse(request));
    int before = server.count();
    assertThat(Outcome.of(() -> direct.converse(request))).isEqualTo(expected);
    assertThat(server.count()).as("requests that were sent").isEqualTo(before + 1);
    assertThat(isDirect(server.last())).isTrue();
  }

  @Test
  void headers_of_a_failure_are_kept() {
    server.reply(
        new RecordingServer.Reply(
            429, Map.of("x-amzn-ErrorType", "ThrottlingException", "Retry-After", "3"), "{}"));
    Throwable thrown = catchThrowable(() -> direct.converse(plain().build()));
    assertThat(thrown).isInstanceOf(ThrottlingException.class);
    assertThat(((AwsServiceException) thrown).awsErrorDetails().sdkHttpResponse())
        .satisfies(head -> assertThat(head.firstMatchingHeader("retry-after")).contains("3"));
  }
}
