package io.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.bactrian.simulator.latency.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** ConverseStream as the AWS SDK sees it, over HTTP/2 with prior knowledge and over HTTP/1.1. */
@Timeout(60)
class ConverseStreamTest {

  private static final String MODEL = "amazon.nova-lite-v1:0";
  private static final String REGION = "us-east-1";

  private static final Map<Protocol, BedrockRuntimeAsyncClient> CLIENTS =
      new EnumMap<>(Protocol.class);
  private static BedrockSimulator simulator;

  @BeforeAll
  static void start() {
    simulator = BedrockSimulator.start(SimulatorSettings.forRegions(REGION));
    for (Protocol protocol : Protocol.values()) {
      CLIENTS.put(protocol, Clients.async(simulator.endpoint(REGION), protocol));
    }
  }

  @AfterAll
  static void stop() {
    CLIENTS.values().forEach(BedrockRuntimeAsyncClient::close);
    CLIENTS.clear();
    simulator.close();
  }

  @AfterEach
  void mend() {
    simulator.faults().clear();
    simulator.calls().reset();
  }

  private static StreamRecorder stream(Protocol protocol) {
    return StreamRecorder.start(CLIENTS.get(protocol), MODEL, "Hello");
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void streams_text_in_the_order_of_bedrock(Protocol protocol) {
    StreamRecorder stream = stream(protocol);
    stream.end.join();

    List<String> types = new ArrayList<>(stream.types());
    assertThat(types).startsWith("messageStart", "contentBlockDelta");
    assertThat(types).endsWith("contentBlockStop", "messageStop", "metadata");
    assertThat(types).doesNotContain("contentBlockStart");
    assertThat(stream.text()).startsWith("[simulated " + MODEL + " in us-east-1] ");
    assertThat(((MessageStopEvent) stream.events.get(types.size() - 2)).stopReason())
        .isEqualTo(StopReason.END_TURN);
    var metadata = (ConverseStreamMetadataEvent) stream.events.getLast();
    assertThat(metadata.usage().totalTokens())
        .isEqualTo(metadata.usage().inputTokens() + metadata.usage().outputTokens());
    assertThat(simulator.calls().count(REGION, MODEL).answered()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void streams_a_tool_call_with_its_start_and_partial_input(Protocol protocol) {
    StreamRecorder stream =
        StreamRecorder.start(
            CLIENTS.get(protocol),
            ConverseStreamRequest.builder()
                .modelId(MODEL)
                .messages(Clients.user("Use get_weather"))
                .toolConfig(Clients.weatherTool())
                .build());
    stream.end.join();

    assertThat(stream.types()).containsOnlyOnce("contentBlockStart");
    assertThat(stream.toolInput()).isEqualTo("{\"city\":\"simulated city\",\"days\":1}");
    assertThat(((MessageStopEvent) stream.events.get(stream.events.size() - 2)).stopReason())
        .isEqualTo(StopReason.TOOL_USE);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void cut_stream_looks_like_success_to_the_sdk(Protocol protocol) {
    simulator.faults().set(Fault.cutAfter(3));
    StreamRecorder stream = stream(protocol);
    stream.end.join();

    assertThat(stream.types())
        .containsExactly("messageStart", "contentBlockDelta", "contentBlockDelta");
    assertThat(simulator.calls().count(REGION, MODEL).failed()).containsEntry("cut", 1L);
  }

  @Test
  void reset_stream_fails_over_http_1() {
    simulator.faults().set(Fault.streamResetAfter(2));
    StreamRecorder stream = stream(Protocol.HTTP1_1);

    assertThatThrownBy(stream.end::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(SdkException.class);
    assertThat(stream.events).hasSizeLessThanOrEqualTo(2);
  }

  // The SDK takes RST_STREAM for the end of the body; other clients see the error code.
  @Test
  void reset_stream_is_truncated_over_http_2() {
    simulator.faults().set(Fault.streamResetAfter(2));
    StreamRecorder stream = stream(Protocol.HTTP2);

    assertThat(stream.end.handle((done, error) -> stream.types()).join())
        .doesNotContain("messageStop");
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void reset_before_the_first_byte_fails(Protocol protocol) {
    simulator.faults().set(Fault.reset());
    StreamRecorder stream = stream(protocol);

    assertThatThrownBy(stream.end::join).cause().isInstanceOf(SdkException.class);
    assertThat(stream.events).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLING, 429",
    "SERVICE_UNAVAILABLE, 503",
    "INTERNAL, 500",
    "MODEL_STREAM_ERROR, 424",
    "VALIDATION, 400"
  })
  void exception_frame_surfaces_as_the_modelled_exception(FaultKind kind, int status) {
    for (Protocol protocol : Protocol.values()) {
      simulator.faults().set(Fault.streamException(kind, 4).times(1));
      StreamRecorder stream = stream(protocol);

      assertThatThrownBy(stream.end::join)
          .cause()
          .isInstanceOfSatisfying(
              BedrockRuntimeException.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(status);
                assertThat(e.getClass().getSimpleName())
                    .isEqualTo(kind.exception().orElseThrow().typeName());
                assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(kind.message(MODEL));
              });
      assertThat(stream.events).hasSize(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"CORRUPT_CRC, Message checksum", "CORRUPT_LENGTH, Prelude checksum"})
  void corrupt_frame_fails_the_checksum(FaultKind kind, String message) {
    for (Protocol protocol : Protocol.values()) {
      simulator
          .faults()
          .set(
              kind == FaultKind.CORRUPT_CRC
                  ? Fault.corruptCrcAfter(2).times(1)
                  : Fault.corruptLengthAfter(2).times(1));
      StreamRecorder stream = stream(protocol);

      assertThatThrownBy(stream.end::join)
          .cause()
          .isInstanceOf(SdkClientException.class)
          .hasMessageContaining(message);
      assertThat(stream.events).hasSizeLessThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void silent_stream_stays_open_after_its_events(Protocol protocol) {
    simulator.faults().set(Fault.streamSilenceAfter(2));
    try (var impatient =
        Clients.async(simulator.endpoint(REGION), protocol, Duration.ofMillis(400))) {
      StreamRecorder stream = StreamRecorder.start(impatient, MODEL, "Hello");

      assertThatThrownBy(stream.end::join).cause().isInstanceOf(SdkException.class);
      assertThat(stream.events).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void zero_content_stream_has_no_content_events(Protocol protocol) {
    simulator.faults().set(Fault.zeroContent());
    StreamRecorder stream = stream(protocol);
    stream.end.join();

    assertThat(stream.types()).containsExactly("messageStart", "messageStop", "metadata");
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void stream_without_output_has_no_events(Protocol protocol) {
    simulator.faults().set(Fault.noOutput());
    StreamRecorder stream = stream(protocol);
    stream.end.join();

    assertThat(stream.events).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void paced_stream_ends_when_the_client_leaves(Protocol protocol) {
    var slow =
        SimulatorSettings.forRegions(REGION).withTokenPace(Latency.fixed(Duration.ofMillis(50)));
    try (var paced = BedrockSimulator.start(slow);
        var client = Clients.async(paced.endpoint(REGION), protocol)) {
      StreamRecorder stream = StreamRecorder.start(client, MODEL, "Hello");
      Awaitility.await().until(() -> !stream.events.isEmpty());
      stream.end.cancel(true);

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(paced.calls().count(REGION, MODEL).failed())
                      .containsEntry("disconnected", 1L));
    }
  }
}
