package io.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** Every reply against the service model that the AWS SDKs are generated from. */
@Timeout(60)
class ServiceModelTest {

  private static final ServiceModel MODEL = ServiceModel.load();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLAIN =
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}],"
          + "\"serviceTier\":{\"type\":\"flex\"},\"performanceConfig\":{\"latency\":\"standard\"}}";
  private static final String TOOL =
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Use find\"}]}],\"toolConfig\":"
          + "{\"tools\":[{\"toolSpec\":{\"name\":\"find\",\"inputSchema\":{\"json\":"
          + "{\"type\":\"object\",\"required\":[\"q\"],"
          + "\"properties\":{\"q\":{\"type\":\"string\"}}}}}}]}}";

  private static BedrockSimulator simulator;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    simulator = BedrockSimulator.start(SimulatorSettings.forRegions("us-east-1"));
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() {
    http.close();
    simulator.close();
  }

  @AfterEach
  void mend() {
    simulator.faults().clear();
  }

  private static HttpResponse<byte[]> post(String segment, String body) throws Exception {
    var uri = simulator.endpoint("us-east-1").resolve("/model/anthropic.claude-x%3A0/" + segment);
    return http.send(
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofByteArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, TOOL})
  void converse_replies_have_the_modelled_members(String body) throws Exception {
    JsonNode reply = JSON.readTree(post("converse", body).body());

    MODEL.check(MODEL.outputShape("Converse"), reply, "Converse");
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, TOOL})
  void converse_stream_events_have_the_modelled_members(String body) throws Exception {
    List<String> seen = new ArrayList<>();
    for (Message frame : decode(post("converse-stream", body).body())) {
      String type = frame.getHeaders().get(":event-type").getString();
      var payload = (ObjectNode) JSON.readTree(frame.getPayload());
      assertThat(payload.remove("p").asText()).as("padding").isNotEmpty();
      MODEL.check(MODEL.memberShape("ConverseStreamOutput", type), payload, type);
      seen.add(type);
    }
    assertThat(seen).startsWith("messageStart").endsWith("messageStop", "metadata");
    assertThat(seen.contains("contentBlockStart")).isEqualTo(body.equals(TOOL));
  }

  @Test
  void invoke_stream_events_have_the_modelled_members() throws Exception {
    String body = Calls.ANTHROPIC_BODY;
    for (Message frame : decode(post("invoke-with-response-stream", body).body())) {
      assertThat(frame.getHeaders().get(":event-type").getString()).isEqualTo("chunk");
      var payload = (ObjectNode) JSON.readTree(frame.getPayload());
      payload.remove("p");
      MODEL.check(MODEL.memberShape("ResponseStream", "chunk"), payload, "chunk");
    }
  }

  @Test
  void count_tokens_replies_have_the_modelled_members() throws Exception {
    JsonNode reply =
        JSON.readTree(post("count-tokens", "{\"input\":{\"converse\":" + PLAIN + "}}").body());

    MODEL.check(MODEL.outputShape("CountTokens"), reply, "CountTokens");
  }

  private static Stream<Arguments> modelledErrors() {
    return Stream.of(
            Arguments.of("Converse", "converse"),
            Arguments.of("ConverseStream", "converse-stream"),
            Arguments.of("InvokeModel", "invoke"),
            Arguments.of("InvokeModelWithResponseStream", "invoke-with-response-stream"),
            Arguments.of("CountTokens", "count-tokens"))
        .flatMap(
            operation ->
                MODEL.errors((String) operation.get()[0]).stream()
                    .map(error -> Arguments.of(operation.get()[1], error)));
  }

  @ParameterizedTest
  @MethodSource("modelledErrors")
  void every_modelled_exception_can_be_provoked(String segment, String exception) throws Exception {
    simulator.faults().set(Fault.exception(kind(exception)));
    HttpResponse<byte[]> response = post(segment, PLAIN);

    assertThat(response.statusCode()).isEqualTo(MODEL.status(exception));
    assertThat(response.headers().firstValue("x-amzn-errortype").orElse(""))
        .startsWith(exception + ":");
    MODEL.check(exception, JSON.readTree(response.body()), exception);
  }

  private static FaultKind kind(String exception) {
    return Arrays.stream(FaultKind.values())
        .filter(kind -> kind.exception().filter(e -> e.typeName().equals(exception)).isPresent())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ConverseStreamOutput", "ResponseStream"})
  void every_modelled_exception_of_a_stream_can_be_provoked(String union) throws Exception {
    boolean converse = union.startsWith("Converse");
    List<String> members =
        MODEL.members(union).stream().filter(name -> name.endsWith("Exception")).toList();
    assertThat(members).hasSizeGreaterThanOrEqualTo(5);
    for (String member : members) {
      String exception = MODEL.memberShape(union, member);
      simulator.faults().clear();
      simulator.faults().set(Fault.streamException(kind(exception), 1));
      List<Message> frames =
          decode(
              converse
                  ? post("converse-stream", PLAIN).body()
                  : post("invoke-with-response-stream", Calls.ANTHROPIC_BODY).body());

      assertThat(frames).hasSize(2);
      Message last = frames.getLast();
      assertThat(last.getHeaders().get(":message-type").getString()).isEqualTo("exception");
      assertThat(last.getHeaders().get(":exception-type").getString()).isEqualTo(member);
      MODEL.check(exception, JSON.readTree(last.getPayload()), member);
    }
  }

  /** Decodes with the decoder of the SDK, which checks both CRCs of every frame. */
  private static List<Message> decode(byte[] bytes) {
    List<Message> frames = new ArrayList<>();
    var decoder = new MessageDecoder(frames::add);
    decoder.feed(ByteBuffer.wrap(bytes));
    return frames;
  }
}
