package io.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensInput;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.ModelTimeoutException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** InvokeModel, its stream, and CountTokens as the AWS SDK sees them. */
@Timeout(60)
class InvokeModelTest {

  private static final String REGION = "us-west-2";
  private static final String CLAUDE = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
  private static final String TITAN = "amazon.titan-text-express-v1";
  private static final String NOVA = "us.amazon.nova-pro-v1:0";
  private static final String NOVA_BODY =
      "{\"schemaVersion\":\"messages-v1\",\"messages\":"
          + "[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}";

  private static BedrockSimulator simulator;
  private static BedrockRuntimeClient client;
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeAll
  static void start() {
    simulator = BedrockSimulator.start(SimulatorSettings.forRegions(REGION));
    client = Clients.sync(simulator.endpoint(REGION));
  }

  @AfterAll
  static void stop() {
    client.close();
    simulator.close();
  }

  @AfterEach
  void mend() {
    simulator.faults().clear();
  }

  private static InvokeModelResponse invoke(String model, String body) {
    return client.invokeModel(r -> r.modelId(model).body(SdkBytes.fromUtf8String(body)));
  }

  private static JsonNode json(SdkBytes bytes) {
    try {
      return JSON.readTree(bytes.asByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void answers_anthropic_bodies_with_token_headers() {
    InvokeModelResponse response = invoke(CLAUDE, Calls.ANTHROPIC_BODY);
    JsonNode body = json(response.body());

    assertThat(body.get("type").asText()).isEqualTo("message");
    assertThat(body.get("id").asText()).startsWith("msg_bdrk_");
    assertThat(body.at("/content/0/text").asText()).startsWith("[simulated " + CLAUDE);
    assertThat(body.get("stop_reason").asText()).isEqualTo("end_turn");
    assertThat(header(response, "x-amzn-bedrock-input-token-count"))
        .isEqualTo(body.at("/usage/input_tokens").asText());
    assertThat(header(response, "x-amzn-bedrock-output-token-count"))
        .isEqualTo(body.at("/usage/output_tokens").asText());
    assertThat(header(response, "x-amzn-bedrock-invocation-latency")).containsOnlyDigits();
    assertThat(response.contentType()).isEqualTo("application/json");
  }

  private static String header(InvokeModelResponse response, String name) {
    return response.sdkHttpResponse().firstMatchingHeader(name).orElse("");
  }

  @Test
  void answers_titan_bodies() {
    JsonNode body = json(invoke(TITAN, "{\"inputText\":\"Hello\"}").body());

    assertThat(body.get("inputTextTokenCount").asInt()).isEqualTo(2);
    assertThat(body.at("/results/0/outputText").asText()).contains("Hello");
    assertThat(body.at("/results/0/completionReason").asText()).isEqualTo("FINISHED");
    assertThat(body.at("/results/0/tokenCount").asInt()).isPositive();
  }

  @Test
  void answers_nova_bodies() {
    JsonNode body = json(invoke(NOVA, NOVA_BODY).body());

    assertThat(body.at("/output/message/content/0/text").asText()).contains("Hello");
    assertThat(body.get("stopReason").asText()).isEqualTo("end_turn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abcdef123456",
        "arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0"
      })
  void answers_arns(String arn) {
    assertThat(json(invoke(arn, Calls.ANTHROPIC_BODY).body()).get("model").asText()).isEqualTo(arn);
    assertThat(simulator.calls().calls(REGION, arn)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"messages\":[]}",
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"messages\":[]}",
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":0,\"messages\":[]}",
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":1,\"messages\":[]}",
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":1,"
            + "\"messages\":[{\"role\":\"assistant\",\"content\":\"a\"}]}",
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":1,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\" \"}]}",
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":1,\"temperature\":2,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}",
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":1,\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}]}"
      })
  void refuses_bodies_that_anthropic_models_refuse(String body) {
    assertThatThrownBy(() -> invoke(CLAUDE, body)).isInstanceOf(ValidationException.class);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void streams_anthropic_events_in_chunks(Protocol protocol) {
    List<JsonNode> chunks = stream(protocol, CLAUDE, Calls.ANTHROPIC_BODY);

    assertThat(chunks.stream().map(chunk -> chunk.get("type").asText()).distinct())
        .containsExactly(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    JsonNode metrics = chunks.getLast().get("amazon-bedrock-invocationMetrics");
    assertThat(metrics.get("outputTokenCount"))
        .isEqualTo(chunks.get(chunks.size() - 2).at("/usage/output_tokens"));
    assertThat(chunks.getFirst().has("amazon-bedrock-invocationMetrics")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void streams_titan_and_nova_chunks(Protocol protocol) {
    List<JsonNode> titan = stream(protocol, TITAN, "{\"inputText\":\"Hello\"}");
    assertThat(titan.getLast().get("completionReason").asText()).isEqualTo("FINISHED");
    assertThat(titan.getFirst().get("outputText").asText()).startsWith("[simulated ");

    List<JsonNode> nova = stream(protocol, NOVA, NOVA_BODY);
    assertThat(nova.getFirst().at("/messageStart/role").asText()).isEqualTo("assistant");
    assertThat(nova.getLast().at("/metadata/usage/inputTokens").asInt()).isPositive();
  }

  @Test
  void model_timeout_may_interrupt_only_this_stream() {
    simulator.faults().set(Fault.streamException(FaultKind.MODEL_TIMEOUT, 2));

    assertThatThrownBy(() -> stream(Protocol.HTTP2, CLAUDE, Calls.ANTHROPIC_BODY))
        .cause()
        .isInstanceOf(ModelTimeoutException.class);
    try (var async = Clients.async(simulator.endpoint(REGION), Protocol.HTTP2)) {
      StreamRecorder converse = StreamRecorder.start(async, CLAUDE, "Hello");
      converse.end.join();
      assertThat(converse.types()).endsWith("metadata");
    }
  }

  private static List<JsonNode> stream(Protocol protocol, String model, String body) {
    List<JsonNode> chunks = new CopyOnWriteArrayList<>();
    var visitor =
        InvokeModelWithResponseStreamResponseHandler.Visitor.builder()
            .onChunk(chunk -> chunks.add(json(chunk.bytes())))
            .build();
    try (BedrockRuntimeAsyncClient async = Clients.async(simulator.endpoint(REGION), protocol)) {
      async
          .invokeModelWithResponseStream(
              r -> r.modelId(model).body(SdkBytes.fromUtf8String(body)),
              InvokeModelWithResponseStreamResponseHandler.builder().subscriber(visitor).build())
          .join();
    }
    return chunks;
  }

  @Test
  void counts_the_tokens_that_the_call_would_have() {
    int converse =
        client
            .countTokens(
                r ->
                    r.modelId(CLAUDE)
                        .input(
                            CountTokensInput.fromConverse(
                                c -> c.messages(Clients.user("Hello again")))))
            .inputTokens();
    int invoke =
        client
            .countTokens(
                r ->
                    r.modelId(CLAUDE)
                        .input(
                            CountTokensInput.fromInvokeModel(
                                i -> i.body(SdkBytes.fromUtf8String(Calls.ANTHROPIC_BODY)))))
            .inputTokens();

    assertThat(converse)
        .isEqualTo(
            client
                .converse(r -> r.modelId(CLAUDE).messages(Clients.user("Hello again")))
                .usage()
                .inputTokens());
    assertThat(invoke)
        .isEqualTo(
            json(invoke(CLAUDE, Calls.ANTHROPIC_BODY).body()).at("/usage/input_tokens").asInt());
  }
}
