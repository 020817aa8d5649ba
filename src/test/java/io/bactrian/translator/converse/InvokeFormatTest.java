package io.bactrian.translator.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.Answer;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.call.StreamEvent;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.Envelope;
import io.bactrian.translator.InvalidRequest;
import io.bactrian.translator.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

class InvokeFormatTest {

  /** Order, spaces, escapes, numbers and a name given twice: all of it is the model's business. */
  private static final String ODD = "{ \"b\":1.50e0,\n\"a\" : \"\\u00e9é\", \"a\":-0.0 }";

  private final InvokeFormat whole = new InvokeFormat("general", false);
  private final InvokeFormat streamed = new InvokeFormat("general", true);

  private static GatewayCall read(InvokeFormat format, String body, Map<String, String> headers)
      throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return format.read(
        new ObjectMapper().readTree(bytes),
        new Envelope("id-1", "tenant", 7, Optional.of("haiku")).with(headers, bytes));
  }

  private static InvokeModelRequest request(GatewayCall call) {
    return ((Question.Invoke) call.question()).request();
  }

  @Test
  void a_body_is_passed_on_byte_for_byte() throws Exception {
    InvokeModelRequest request = request(read(whole, ODD, Map.of()));
    assertThat(request)
        .isEqualTo(
            InvokeModelRequest.builder()
                .body(SdkBytes.fromUtf8String(ODD))
                .contentType("application/json")
                .accept("application/json")
                .build());
  }

  @Test
  void every_header_that_is_asked_for_reaches_bedrock() throws Exception {
    Map<String, String> headers = new HashMap<>();
    whole.requestHeaders().forEach(name -> headers.put(name, "of " + name));

    InvokeModelRequest request = request(read(whole, "{}", headers));

    assertThat(request.traceAsString()).isEqualTo("of X-Amzn-Bedrock-Trace");
    assertThat(request.guardrailIdentifier()).isEqualTo("of X-Amzn-Bedrock-GuardrailIdentifier");
    assertThat(request.guardrailVersion()).isEqualTo("of X-Amzn-Bedrock-GuardrailVersion");
    assertThat(request.performanceConfigLatencyAsString())
        .isEqualTo("of X-Amzn-Bedrock-PerformanceConfig-Latency");
    assertThat(request.serviceTierAsString()).isEqualTo("of X-Amzn-Bedrock-Service-Tier");
    assertThat(headers).hasSize(5);
  }

  @Test
  void the_call_says_who_asks_for_what_and_how() throws Exception {
    GatewayCall call = read(streamed, "{}", Map.of());
    assertThat(call.delivery()).isEqualTo(new Delivery("haiku", true, true));
    assertThat(read(whole, "{}", Map.of()).delivery().streamed()).isFalse();
    assertThat(call.tenant()).isEqualTo("tenant");
    assertThat(call.requestId()).isEqualTo("id-1");
    assertThat(call.useCase()).isEqualTo("general");
    assertThat(call.api()).isEqualTo("invoke");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"text\"", "7", "null"})
  void a_body_that_is_no_object_is_refused(String body) {
    assertThatThrownBy(() -> read(whole, body, Map.of()))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("the body must be a JSON object");
  }

  @Test
  void an_answer_is_passed_on_byte_for_byte_with_bedrocks_headers() throws Exception {
    var answer =
        new Answer.Invoked(
            InvokeModelResponse.builder().body(SdkBytes.fromUtf8String(ODD)).build(),
            Map.of("x-amzn-bedrock-input-token-count", "3"),
            Optional.empty(),
            Optional.empty());

    Reply reply =
        whole.write(read(whole, "{}", Map.of()).ended(new Outcome.Live(Calls.EAST, answer)));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).isEqualTo(answer.headers());
    assertThat(new ObjectMapper().writeValueAsString(reply.body())).isEqualTo(ODD);
  }

  @Test
  void chunks_are_passed_on_byte_for_byte_and_an_error_is_one_of_bedrocks() throws Exception {
    var writer = streamed.stream(read(streamed, "{}", Map.of()));
    List<Message> frames = new ArrayList<>();
    var decoder = new MessageDecoder(frames::add);
    decoder.feed(
        writer.event(
            new StreamEvent.Chunk(
                ODD.getBytes(StandardCharsets.UTF_8), Optional.empty(), Optional.empty())));
    decoder.feed(writer.error(FailureKind.TARGET_TIMEOUT, "late"));
    assertThat(frames.getFirst().getHeaders().get(":event-type").getString()).isEqualTo("chunk");
    assertThat(frames.getFirst().getPayload()).asString(StandardCharsets.UTF_8).isEqualTo(ODD);
    assertThat(frames.getLast().getHeaders().get(":exception-type").getString())
        .isEqualTo("modelStreamErrorException");
    assertThat(writer.contentType()).isEqualTo("application/vnd.amazon.eventstream");
    assertThat(writer.end()).isEmpty();
  }

  @Test
  void a_stream_says_what_its_chunks_are() {
    assertThat(streamed.headers("id-1"))
        .isEqualTo(
            Map.of("x-amzn-requestid", "id-1", "X-Amzn-Bedrock-Content-Type", "application/json"));
    assertThat(whole.headers("id-1")).isEqualTo(Map.of("x-amzn-requestid", "id-1"));
  }
}
