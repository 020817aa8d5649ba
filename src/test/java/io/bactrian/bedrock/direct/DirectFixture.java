package io.bactrian.bedrock.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.bedrock.BedrockClients;
import io.bactrian.bedrock.RegionMapping;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** A client that asks directly and one of the SDK, before the same server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DirectFixture {

  static final Duration LONG = Duration.ofSeconds(20);
  static final AwsCredentialsProvider MADE_UP =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("made", "up"));
  static final String YES =
      """
      {"output":{"message":{"role":"assistant","content":[{"text":"Yes"}]}},"stopReason":"end_turn",
       "usage":{"inputTokens":3,"outputTokens":1,"totalTokens":4},"metrics":{"latencyMs":7}}""";

  final RecordingServer server = new RecordingServer();
  private BedrockClients sdkClients;
  private BedrockClients directClients;
  BedrockRuntimeClient sdk;
  BedrockRuntimeClient direct;

  DirectFixture() throws IOException {}

  @BeforeAll
  void open() {
    sdkClients = clients(MADE_UP, Optional.empty());
    sdk = sdkClients.sync("us-east-1", Optional.of(server.endpoint()));
    directClients = clients(MADE_UP, directly(Clock.systemUTC()));
    direct = learnt(directClients.sync("us-east-1", Optional.of(server.endpoint())));
  }

  @BeforeEach
  void answer() {
    server.reply(RecordingServer.Reply.ok(YES));
  }

  @AfterAll
  void close() {
    sdkClients.close();
    directClients.close();
    server.close();
  }

  static Optional<BedrockClients.Direct> directly(Clock clock) {
    return Optional.of(new BedrockClients.Direct(Optional.empty(), clock));
  }

  static BedrockClients clients(
      AwsCredentialsProvider credentials, Optional<BedrockClients.Direct> direct) {
    return new BedrockClients(
        new BedrockClients.Connection(2, LONG, LONG, LONG, LONG, Optional.of(credentials), direct),
        new RegionMapping(Map.of()));
  }

  /** Of its first call, which the SDK makes, the client learns its endpoint. */
  BedrockRuntimeClient learnt(BedrockRuntimeClient client) {
    server.reply(RecordingServer.Reply.ok(YES));
    client.converse(plain().build());
    assertThat(isDirect(server.last())).isFalse();
    return client;
  }

  static boolean isDirect(RecordingServer.Received request) {
    return request.headers().getFirst("User-Agent").equals("Bactrian");
  }

  static ConverseRequest.Builder plain() {
    return ConverseRequest.builder()
        .modelId("us.a.model-v1:0")
        .overrideConfiguration(override -> override.apiCallTimeout(LONG))
        .messages(user("Is \"é\" a letter?"));
  }

  static Message user(String text) {
    return Message.builder().role("user").content(ContentBlock.fromText(text)).build();
  }
}
