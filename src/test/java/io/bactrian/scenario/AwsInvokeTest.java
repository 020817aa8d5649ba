package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.PayloadPart;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** Bodies in a model's own format, by the AWS SDK for Java. */
@Timeout(120)
class AwsInvokeTest {

  private static final String CLAUDE =
      """
      {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 100, "temperature": 5.0e-1,
       "messages": [{"role": "user", "content": "Tell me of camels"}]}""";
  private static final String NOVA =
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Tell me of camels\"}]}]}";
  private static final String TITAN = "{\"inputText\":\"Tell me of camels\"}";

  private final RunningGateway gateway =
      RunningGateway.with(
          "bactrian.strategy",
          "failover",
          "bactrian.models",
          "claude-haiku,nova,titan",
          "bactrian.model.nova.id",
          "amazon.nova-lite-v1:0",
          "bactrian.model.titan.id",
          "amazon.titan-text-express-v1");
  private final AwsClients through = AwsClients.of(gateway);
  private final AwsClients direct = AwsClients.of(gateway.simulator().endpoint(EAST));

  @AfterEach
  void stop() {
    through.close();
    direct.close();
    gateway.close();
  }

  private static String body(String model) {
    return switch (model) {
      case "nova", "amazon.nova-lite-v1:0" -> NOVA;
      case "titan", "amazon.titan-text-express-v1" -> TITAN;
      default -> CLAUDE;
    };
  }

  private static InvokeModelResponse invoke(BedrockRuntimeClient asked, String model) {
    return asked.invokeModel(
        request -> request.modelId(model).body(SdkBytes.fromUtf8String(body(model))));
  }

  private static List<String> stream(
      BedrockRuntimeAsyncClient asked, String model, List<String> chunks)
      throws ExecutionException, InterruptedException {
    asked
        .invokeModelWithResponseStream(
            request -> request.modelId(model).body(SdkBytes.fromUtf8String(body(model))),
            InvokeModelWithResponseStreamResponseHandler.builder()
                .onEventStream(
                    published ->
                        published.subscribe(
                            event -> chunks.add(((PayloadPart) event).bytes().asUtf8String())))
                .build())
        .get();
    return chunks;
  }

  /** Times differ from call to call, and nothing else may. */
  private static List<String> withoutTimes(List<String> chunks) {
    return chunks.stream().map(c -> c.replaceAll("atency(Ms)?\":\\d+", "atency\":0")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "claude-haiku, us.anthropic.claude-haiku-4-5-20251001-v1:0",
    "us.anthropic.claude-haiku-4-5-20251001-v1:0, us.anthropic.claude-haiku-4-5-20251001-v1:0",
    "nova, amazon.nova-lite-v1:0",
    "titan, amazon.titan-text-express-v1"
  })
  void a_body_comes_back_as_bedrock_sends_it(String model, String id) throws Exception {
    InvokeModelResponse answer = invoke(through.sync(), model);
    InvokeModelResponse bedrocks = invoke(direct.sync(), id);
    assertThat(answer.body().asUtf8String()).isEqualTo(bedrocks.body().asUtf8String());
    assertThat(answer.contentType()).isEqualTo("application/json");
    for (String header :
        List.of("x-amzn-bedrock-input-token-count", "x-amzn-bedrock-output-token-count")) {
      assertThat(answer.sdkHttpResponse().firstMatchingHeader(header))
          .as(header)
          .isPresent()
          .isEqualTo(bedrocks.sdkHttpResponse().firstMatchingHeader(header));
    }

    List<String> streamed = stream(through.async(), model, new CopyOnWriteArrayList<>());
    assertThat(withoutTimes(streamed))
        .isEqualTo(withoutTimes(stream(direct.async(), id, new CopyOnWriteArrayList<>())));
    assertThat(streamed.getLast()).contains("amazon-bedrock-invocationMetrics");
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-haiku", "nova", "titan"})
  void another_region_serves_while_the_first_is_broken(String model) throws Exception {
    for (Fault fault :
        List.of(
            Fault.reset(), Fault.zeroContent(), Fault.exception(FaultKind.SERVICE_UNAVAILABLE))) {
      gateway.heal();
      gateway.set(fault.in(EAST));
      assertThat(invoke(through.sync(), model).body().asUtf8String())
          .as(fault.toString())
          .contains(WEST);
      assertThat(String.join("", stream(through.async(), model, new CopyOnWriteArrayList<>())))
          .as(fault.toString())
          .contains("invocationMetrics");
    }
  }

  @Test
  void kept_answers_stand_in_whole_and_streamed() throws Exception {
    String whole = invoke(through.sync(), "claude-haiku").body().asUtf8String();
    List<String> chunks = stream(through.async(), "claude-haiku", new CopyOnWriteArrayList<>());
    gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
    assertThat(invoke(through.sync(), "claude-haiku").body().asUtf8String()).isEqualTo(whole);
    assertThat(stream(through.async(), "claude-haiku", new CopyOnWriteArrayList<>()))
        .isEqualTo(chunks);
    assertThatThrownBy(() -> invoke(through.sync(), "titan"))
        .isInstanceOfSatisfying(
            BedrockRuntimeException.class, down -> assertThat(down.statusCode()).isEqualTo(503));
  }

  @Test
  void errors_are_the_sdks_own() {
    assertThatThrownBy(() -> invoke(through.sync(), "gpt"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("gpt");
    assertThatThrownBy(
            () ->
                through
                    .sync()
                    .invokeModel(
                        r -> r.modelId("claude-haiku").body(SdkBytes.fromUtf8String("camel"))))
        .isInstanceOf(ValidationException.class);
    gateway.set(Fault.exception(FaultKind.VALIDATION));
    assertThatThrownBy(() -> invoke(through.sync(), "claude-haiku"))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> stream(through.async(), "claude-haiku", new CopyOnWriteArrayList<>()))
        .hasCauseInstanceOf(ValidationException.class);
  }
}
