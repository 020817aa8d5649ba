package io.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.simulator.quality.AnswerSheet;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/** Questions with a known answer, as the AWS SDK asks them. */
@Timeout(30)
class KnownAnswersTest {

  private static final String GOOD = "anthropic.claude-good-v1:0";
  private static final String BAD = "anthropic.claude-bad-v1:0";
  private static final String KNOWN = "Two. (simulated)";
  private static final String WRONG = "Dry ground. (simulated)";

  private static BedrockSimulator simulator;
  private static BedrockRuntimeClient client;

  @BeforeAll
  static void start() throws IOException {
    var lines =
        "{\"prompt\":\"How many humps?\",\"expected\":\"Two.\"}\n"
            + "{\"prompt\":\"Where?\",\"expected\":\"Dry ground.\"}";
    simulator =
        BedrockSimulator.start(
            SimulatorSettings.forRegions("us-east-1")
                .withQuality("us-east-1", BAD, 0)
                .withAnswers(AnswerSheet.read(new StringReader(lines)))
                .withSeed(3));
    client = Clients.sync(simulator.endpoint("us-east-1"));
  }

  @AfterAll
  static void stop() {
    client.close();
    simulator.close();
  }

  private static String converse(String model, String prompt) {
    return client
        .converse(
            r ->
                r.modelId(model)
                    .system(SystemContentBlock.fromText("Be brief."))
                    .messages(Clients.user(prompt)))
        .output()
        .message()
        .content()
        .getFirst()
        .text();
  }

  @Test
  void a_good_model_answers_as_expected_and_a_bad_one_does_not() {
    assertThat(converse(GOOD, "How many humps?")).isEqualTo(KNOWN);
    assertThat(converse(BAD, "How many humps?")).isEqualTo(WRONG);
  }

  @Test
  void other_questions_are_answered_as_ever() {
    assertThat(converse(GOOD, "Why?")).startsWith("[simulated " + GOOD + " in us-east-1] ");
  }

  @Test
  void a_stream_has_the_same_answer() {
    try (var async = Clients.async(simulator.endpoint("us-east-1"), Protocol.HTTP1_1)) {
      var stream = StreamRecorder.start(async, BAD, "How many humps?");
      stream.end.join();
      assertThat(stream.text()).isEqualTo(WRONG);
    }
  }

  @Test
  void so_has_the_body_of_a_model_s_own() throws IOException {
    var body =
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":50,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"How many humps?\"}]}";
    JsonNode reply =
        new ObjectMapper()
            .readTree(
                client
                    .invokeModel(r -> r.modelId(GOOD).body(SdkBytes.fromUtf8String(body)))
                    .body()
                    .asByteArray());
    assertThat(reply.at("/content/0/text").asText()).isEqualTo(KNOWN);
  }
}
