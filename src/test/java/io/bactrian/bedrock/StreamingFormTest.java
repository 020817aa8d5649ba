package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.bedrock.EventStreamServer.Ending;
import io.bactrian.call.Delivery;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import io.bactrian.upstream.Places;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;

/** What Bedrock is sent for a stream, over a real socket. */
@Timeout(60)
class StreamingFormTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
  private static final Target TARGET = new Target("us-east-1", "haiku", "a.model-v1:0", 1, 0);

  private final EventStreamServer server = new EventStreamServer();
  private final BedrockClients clients =
      new BedrockClients(
          new BedrockClients.Connection(
              1,
              LONG_ENOUGH,
              LONG_ENOUGH,
              LONG_ENOUGH,
              LONG_ENOUGH,
              Optional.of(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"))),
              Optional.empty()),
          new RegionMapping(Map.of()));
  private final BedrockRuntimeAsyncClient client =
      clients.async("us-east-1", Optional.of(server.endpoint()));
  private final StreamingCalls calls =
      new StreamingCalls(
          client,
          new InjectedFailures(System::nanoTime, () -> 0.0),
          new StreamSettings(LONG_ENOUGH, LONG_ENOUGH, LONG_ENOUGH, 16),
          new Places(1),
          System::nanoTime);

  StreamingFormTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    clients.close();
    server.close();
  }

  private TargetCall.Streamed open(Question question, Frame first) {
    server.play(List.of(Frame.bytes(first.message())), Ending.WELL);
    GatewayCall call =
        GatewayCall.received(
            "id", "default", "chat", "general", new Delivery("haiku", true, true), question, 0);
    TargetCall attempt = calls.open(TargetCall.of(call, TARGET, LONG_ENOUGH));
    var streamed = (TargetCall.Streamed) attempt.reply().get();
    streamed.stream().cancel();
    return streamed;
  }

  private List<String> head() {
    return server.lastHead().lines().map(line -> line.toLowerCase(Locale.ROOT)).toList();
  }

  @Test
  void a_conversation_is_asked_as_converse_stream() {
    var delta =
        new Frame(
            "contentBlockDelta",
            "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}",
            true,
            false);

    var streamed = open(new Question.Converse(Calls.question("Why?")), delta);

    assertThat(head().getFirst()).isEqualTo("post /model/a.model-v1%3a0/converse-stream http/1.1");
    assertThat(head())
        .contains("accept: application/vnd.amazon.eventstream", "content-type: application/json")
        .noneMatch(line -> line.startsWith("x-amzn-bedrock"))
        .as("signed with the path that is asked")
        .anyMatch(line -> line.startsWith("authorization: aws4-hmac-sha256"));
    assertThat(streamed.requestId()).contains("r-1");
  }

  @Test
  void a_body_is_asked_as_invoke_with_response_stream_and_tells_what_it_accepts_elsewhere() {
    var chunk = new Frame("chunk", "{\"bytes\":\"e30=\"}", true, false);
    var request =
        InvokeModelRequest.builder()
            .body(SdkBytes.fromUtf8String("{\"a\":1}"))
            .contentType("application/json")
            .accept("application/json")
            .trace("ENABLED")
            .guardrailIdentifier("g-1")
            .build();

    open(new Question.Invoke(request), chunk);

    assertThat(head().getFirst())
        .isEqualTo("post /model/a.model-v1%3a0/invoke-with-response-stream http/1.1");
    assertThat(head())
        .contains(
            "accept: application/vnd.amazon.eventstream",
            "x-amzn-bedrock-accept: application/json",
            "x-amzn-bedrock-trace: enabled",
            "x-amzn-bedrock-guardrailidentifier: g-1",
            "content-type: application/json",
            "content-length: 7");
  }

  @Test
  void a_call_for_a_whole_answer_is_left_alone() {
    client.converse(request -> request.modelId("a.model-v1:0")).handle((a, b) -> null).join();
    assertThat(head().getFirst()).isEqualTo("post /model/a.model-v1%3a0/converse http/1.1");
    assertThat(head()).noneMatch(line -> line.contains("eventstream"));
  }
}
