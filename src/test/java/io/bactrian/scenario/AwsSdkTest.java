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
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput.EventType;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** The AWS SDK for Java with nothing changed but its endpoint. */
@Timeout(120)
class AwsSdkTest {

  private final RunningGateway gateway = RunningGateway.with("bactrian.strategy", "failover");
  private final AwsClients clients = AwsClients.of(gateway);
  private final BedrockRuntimeClient client = clients.sync();

  @AfterEach
  void stop() {
    clients.close();
    gateway.close();
  }

  private static Message user(ContentBlock... content) {
    return Message.builder().role("user").content(content).build();
  }

  private static Message question() {
    return user(ContentBlock.fromText("Tell me of camels"));
  }

  /** The protocols of the client that streams, of which HTTP/2 is its own choice. */
  enum Http {
    ONE,
    TWO
  }

  private BedrockRuntimeAsyncClient async(Http http) {
    return http == Http.TWO ? clients.async() : clients.asyncOverHttp1();
  }

  private List<ConverseStreamOutput> stream(Http http, List<ConverseStreamOutput> events)
      throws ExecutionException, InterruptedException {
    async(http)
        .converseStream(
            request -> request.modelId("claude-haiku").messages(question()),
            ConverseStreamResponseHandler.builder()
                .onEventStream(published -> published.subscribe(events::add))
                .build())
        .get();
    return events;
  }

  private static String text(List<ConverseStreamOutput> events) {
    var text = new StringBuilder();
    for (ConverseStreamOutput event : events) {
      if (event instanceof ContentBlockDeltaEvent more) {
        text.append(more.delta().text());
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-haiku", "us.anthropic.claude-haiku-4-5-20251001-v1:0"})
  void converse_answers_under_our_alias_and_bedrocks_id(String model) {
    var answer = client.converse(request -> request.modelId(model).messages(question()));
    assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
    assertThat(answer.output().message().content().getFirst().text()).isNotBlank();
    assertThat(answer.usage().totalTokens()).isPositive();
    assertThat(answer.metrics().latencyMs()).isNotNegative();
  }

  @ParameterizedTest
  @EnumSource
  void converse_stream_sends_bedrocks_events_in_bedrocks_order(Http http) throws Exception {
    List<ConverseStreamOutput> events = stream(http, new CopyOnWriteArrayList<>());
    assertThat(events.getFirst().sdkEventType()).isEqualTo(EventType.MESSAGE_START);
    assertThat(events.getLast().sdkEventType()).isEqualTo(EventType.METADATA);
    assertThat(events.get(events.size() - 2).sdkEventType()).isEqualTo(EventType.MESSAGE_STOP);
    var whole = client.converse(request -> request.modelId("claude-haiku").messages(question()));
    assertThat(text(events)).isEqualTo(whole.output().message().content().getFirst().text());
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_that_breaks_raises_the_sdks_error_after_all_that_came(Http http) {
    gateway.set(Fault.cutAfter(6).in(EAST));
    List<ConverseStreamOutput> events = new CopyOnWriteArrayList<>();
    assertThatThrownBy(() -> stream(http, events))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(BedrockRuntimeException.class);
    assertThat(events).hasSize(6);
    assertThat(gateway.received(WEST)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void another_region_serves_while_the_first_is_broken(Http http) throws Exception {
    gateway.set(Fault.reset().in(EAST));
    var answer = client.converse(request -> request.modelId("claude-haiku").messages(question()));
    assertThat(answer.output().message().content().getFirst().text()).contains(WEST);
    List<ConverseStreamOutput> events = stream(http, new CopyOnWriteArrayList<>());
    assertThat(text(events)).contains(WEST);
  }

  @ParameterizedTest
  @EnumSource
  void a_kept_answer_streams_under_a_request_id_too(Http http) throws Exception {
    var whole = client.converse(request -> request.modelId("claude-haiku").messages(question()));
    gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
    var requestId = new AtomicReference<String>();
    List<ConverseStreamOutput> events = new CopyOnWriteArrayList<>();
    async(http)
        .converseStream(
            request -> request.modelId("claude-haiku").messages(question()),
            ConverseStreamResponseHandler.builder()
                .onResponse(begun -> requestId.set(begun.responseMetadata().requestId()))
                .onEventStream(published -> published.subscribe(events::add))
                .build())
        .get();
    assertThat(text(events)).isEqualTo(whole.output().message().content().getFirst().text());
    assertThat(requestId.get()).isNotBlank().isNotEqualTo("UNKNOWN");
  }

  @Test
  void errors_are_the_sdks_own() {
    assertThatThrownBy(
            () -> client.converse(request -> request.modelId("gpt").messages(question())))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("gpt");
    gateway.set(Fault.exception(FaultKind.VALIDATION));
    assertThatThrownBy(
            () -> client.converse(request -> request.modelId("claude-haiku").messages(question())))
        .isInstanceOf(ValidationException.class);
    gateway.heal();
    gateway.set(Fault.exception(FaultKind.INTERNAL));
    assertThatThrownBy(
            () -> client.converse(request -> request.modelId("claude-haiku").messages(question())))
        .isInstanceOfSatisfying(
            BedrockRuntimeException.class,
            down -> {
              assertThat(down.statusCode()).isEqualTo(503);
              assertThat(down.requestId()).isNotNull();
            });
  }
}
