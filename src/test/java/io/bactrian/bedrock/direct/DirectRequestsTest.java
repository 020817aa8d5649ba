package io.bactrian.bedrock.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.bedrock.BedrockClients;
import io.bactrian.bedrock.RegionMapping;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/** Requests are the same, whether they are the SDK's or ours. */
@Timeout(60)
class DirectRequestsTest extends DirectFixture {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What makes a question another one than {@link #plain}. */
  private interface Change extends Consumer<ConverseRequest.Builder> {}

  DirectRequestsTest() throws IOException {}

  static Stream<Change> plainQuestions() {
    return Stream.of(
        request -> {},
        request -> request.modelId("arn:aws:bedrock:us-east-1:1:inference-profile/us.a b+c*~v1:0"),
        request -> request.system(SystemContentBlock.fromText("Be brief.")),
        request -> request.inferenceConfig(settings -> settings.maxTokens(7).temperature(0.5F)),
        request ->
            request.inferenceConfig(settings -> settings.topP(0.9F).stopSequences("\n", "x")),
        request -> request.inferenceConfig(settings -> settings.stopSequences(List.of())),
        request -> request.inferenceConfig(settings -> {}),
        request -> request.system(List.of()),
        request -> request.messages(List.of()),
        request ->
            request.messages(
                user("a"),
                Message.builder().role("assistant").content(ContentBlock.fromText("")).build(),
                Message.builder()
                    .role("user")
                    .content(ContentBlock.fromText("b\u0000\u2028"), ContentBlock.fromText("c"))
                    .build()));
  }

  @ParameterizedTest
  @MethodSource("plainQuestions")
  void a_plain_question_is_the_same_request(Change change) throws Exception {
    ConverseRequest request = plain().applyMutation(change).build();
    sdk.converse(request);
    RecordingServer.Received expected = server.last();

    direct.converse(request);

    RecordingServer.Received sent = server.last();
    assertThat(isDirect(sent)).isTrue();
    assertThat(sent.method()).isEqualTo(expected.method());
    assertThat(sent.path()).isEqualTo(expected.path());
    assertThat(JSON.readTree(sent.body())).isEqualTo(JSON.readTree(expected.body()));
    assertThat(sent.headers().get("Content-Type"))
        .isEqualTo(expected.headers().get("Content-Type"));
    assertThat(SignatureCheck.accepts(expected, "up")).as("the SDK's signature").isTrue();
    assertThat(SignatureCheck.accepts(sent, "up")).as("the signature").isTrue();
  }

  static Stream<Change> otherQuestions() {
    return Stream.of(
        request -> request.overrideConfiguration(withoutTimeout -> {}),
        request -> request.toolConfig(tools -> {}),
        request -> request.guardrailConfig(guardrail -> {}),
        request -> request.performanceConfig(performance -> performance.latency("optimized")),
        request -> request.serviceTier(tier -> tier.type("flex")),
        request -> request.outputConfig(output -> {}),
        request -> request.requestMetadata(Map.of("a", "b")),
        request -> request.promptVariables(Map.of()),
        request -> request.additionalModelResponseFieldPaths("/a"),
        request -> request.additionalModelRequestFields(Document.fromString("a")),
        request ->
            request.system(SystemContentBlock.fromCachePoint(point -> point.type("default"))),
        request -> request.messages(Message.builder().role("user").build()),
        request -> request.messages(Message.builder().content(ContentBlock.fromText("a")).build()),
        request ->
            request.messages(
                Message.builder()
                    .role("user")
                    .content(
                        ContentBlock.fromText("a"),
                        ContentBlock.fromImage(image -> image.format("png")))
                    .build()));
  }

  @ParameterizedTest
  @MethodSource("otherQuestions")
  void any_other_question_is_the_sdks(Change change) {
    direct.converse(plain().applyMutation(change).build());
    assertThat(isDirect(server.last())).isFalse();
  }

  /** A new version of the SDK may know more, which {@link PlainQuestion} has to ask for then. */
  @Test
  void no_member_of_a_request_is_unknown_here() {
    assertThat(ConverseRequest.builder().build().sdkFields())
        .extracting(SdkField::locationName)
        .containsExactlyInAnyOrder(
            "modelId",
            "messages",
            "system",
            "inferenceConfig",
            "toolConfig",
            "guardrailConfig",
            "additionalModelRequestFields",
            "promptVariables",
            "additionalModelResponseFieldPaths",
            "requestMetadata",
            "performanceConfig",
            "serviceTier",
            "outputConfig");
    assertThat(Message.builder().build().sdkFields()).hasSize(2);
  }

  @Test
  void a_bearer_token_is_sent_as_the_sdk_sends_it() {
    System.setProperty("aws.bearerTokenBedrock", "secret");
    try (var clients =
        new BedrockClients(
            new BedrockClients.Connection(
                2,
                LONG,
                LONG,
                LONG,
                LONG,
                Optional.empty(),
                Optional.of(new BedrockClients.Direct(Optional.of("secret"), Clock.systemUTC()))),
            new RegionMapping(Map.of()))) {
      var client = learnt(clients.sync("us-east-1", Optional.of(server.endpoint())));
      assertThat(server.last().headers().get("Authorization")).containsExactly("Bearer secret");
      client.converse(plain().build());
      assertThat(isDirect(server.last())).isTrue();
      assertThat(server.last().headers().get("Authorization")).containsExactly("Bearer secret");
    } finally {
      System.clearProperty("aws.bearerTokenBedrock");
    }
  }

  @Test
  void credentials_that_cannot_be_had_are_told_of_in_the_sdks_words() {
    var lost = new AtomicBoolean();
    AwsCredentialsProvider some =
        () -> {
          if (lost.get()) {
            throw SdkClientException.create("no credentials today");
          }
          return MADE_UP.resolveCredentials();
        };
    try (var clients = clients(some, directly(Clock.systemUTC()))) {
      var client = learnt(clients.sync("us-east-1", Optional.of(server.endpoint())));
      lost.set(true);
      int before = server.count();
      assertThatThrownBy(() -> client.converse(plain().build()))
          .hasStackTraceContaining("no credentials today");
      assertThat(server.count()).isEqualTo(before);
    }
  }

  @Test
  void a_clock_that_is_wrong_is_known_after_the_first_refusal() throws Exception {
    Instant there = Instant.now();
    Clock wrong = Clock.fixed(there.minus(Duration.ofHours(2)), ZoneOffset.UTC);
    try (var clients = clients(MADE_UP, directly(wrong))) {
      var client = learnt(clients.sync("us-east-1", Optional.of(server.endpoint())));
      String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(there.atZone(ZoneOffset.UTC));
      server.reply(
          new RecordingServer.Reply(
              403, Map.of("x-amzn-ErrorType", "RequestExpired", "Date", date), "{}"));
      assertThat(catchThrowable(() -> client.converse(plain().build())))
          .isInstanceOf(AwsServiceException.class);
      server.reply(RecordingServer.Reply.ok(YES));

      client.converse(plain().build());

      String signed = server.last().headers().getFirst("X-Amz-Date");
      Instant said = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").parse(signed, Instant::from);
      assertThat(Duration.between(said, there).abs()).isLessThan(Duration.ofMinutes(1));
    }
  }
}
