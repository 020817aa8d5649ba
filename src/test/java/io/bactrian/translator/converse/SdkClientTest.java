package io.bactrian.translator.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Outcome;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.AnswerAssembly;
import io.bactrian.translator.ResponseEvents;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeBaseClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

/** The AWS SDK itself, with another endpoint, judges what is read and written. */
@Timeout(60)
class SdkClientTest {

  private static final String MODEL = "arn:aws:bedrock:us-east-1::inference-profile/us.x-v1:0";

  private static ConverseServer server;
  private static BedrockRuntimeClient client;
  private static SdkAsyncHttpClient http;
  private static BedrockRuntimeAsyncClient async;

  @BeforeAll
  static void start() throws Exception {
    server = new ConverseServer();
    client = configured(BedrockRuntimeClient.builder()).build();
    // By default this client speaks HTTP/2 at once, to servers without TLS too.
    http = NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).build();
    async = configured(BedrockRuntimeAsyncClient.builder()).httpClient(http).build();
  }

  private static <B extends BedrockRuntimeBaseClientBuilder<B, C>, C> B configured(B builder) {
    return builder
        .region(Region.US_EAST_1)
        .endpointOverride(server.endpoint())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  @AfterAll
  static void stop() {
    client.close();
    async.close();
    http.close();
    server.close();
  }

  @BeforeEach
  void answers() {
    server.outcome = new Outcome.Live(Calls.EAST, Calls.answer("So."));
    server.breakAfterStart = Optional.empty();
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  private static ConverseRequest random(long seed) {
    return ((ConverseRequest) new RandomModel(seed).built(ConverseRequest.builder()))
        .copy(r -> r.modelId(MODEL));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatever_the_sdk_asks_is_read(long seed) {
    ConverseRequest asked = random(seed);
    client.converse(asked);

    assertThat(server.seen.delivery().requestedModel()).isEqualTo(MODEL);
    assertThat(server.seen.question().conversation()).isEqualTo(asked.copy(r -> r.modelId(null)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatever_is_answered_the_sdk_reads(long seed) {
    var answer = (ConverseResponse) new RandomModel(seed).built(ConverseResponse.builder());
    server.outcome = new Outcome.Live(Calls.EAST, answer);

    // Metadata of HTTP come with it, and would make it another one for equals().
    assertThat(asked().equalsBySdkFields(answer)).as(answer.toString()).isTrue();
  }

  private static ConverseResponse asked() {
    return client.converse(Calls.question("Why?").copy(r -> r.modelId(MODEL)));
  }

  @Test
  void tokens_are_counted() {
    CountTokensRequest asked =
        CountTokensRequest.builder()
            .modelId(MODEL)
            .input(i -> i.converse(c -> c.messages(Calls.question("Why?").messages())))
            .build();

    assertThat(client.countTokens(asked).inputTokens()).isEqualTo(42);
    assertThat(server.counted).isEqualTo(asked.copy(r -> r.modelId(null)));
  }

  @ParameterizedTest
  @EnumSource
  void every_refusal_is_an_exception_of_the_sdk(FailureKind kind) {
    server.outcome = new Outcome.Refused(kind, "It did not work.");
    var thrown = (AwsServiceException) catchThrowable(SdkClientTest::asked);

    assertThat(thrown.getClass().getSimpleName()).isEqualTo(BedrockError.of(kind).typeName());
    assertThat(thrown.statusCode()).isEqualTo(BedrockError.of(kind).status());
    assertThat(thrown.awsErrorDetails().errorMessage()).isEqualTo("It did not work.");
  }

  @Test
  void what_the_sdk_lets_pass_and_bedrock_does_not_have_is_refused() {
    Message empty = Message.builder().content(ContentBlock.builder().build()).build();

    assertThatThrownBy(() -> client.converse(r -> r.modelId(MODEL).messages(empty)))
        .isInstanceOf(BedrockRuntimeException.class)
        .hasMessageContaining("field 'messages[0].content[0]' must have exactly one member of");
  }

  private static List<ConverseStreamOutput> streamed() throws Exception {
    List<ConverseStreamOutput> events = new CopyOnWriteArrayList<>();
    async
        .converseStream(
            r -> r.modelId(MODEL).messages(Calls.question("Why?").messages()),
            ConverseStreamResponseHandler.builder()
                .subscriber((ConverseStreamOutput event) -> events.add(event))
                .build())
        .get(30, TimeUnit.SECONDS);
    return events;
  }

  @Test
  void the_sdk_reads_a_stream() throws Exception {
    ConverseResponse answer =
        Calls.answer(
            StopReason.TOOL_USE,
            ContentBlock.fromText("So."),
            ContentBlock.fromToolUse(
                t ->
                    t.toolUseId("t1")
                        .name("find")
                        .input(Document.mapBuilder().putNumber("n", 1).build())));
    server.outcome = new Outcome.Live(Calls.EAST, answer);
    List<ConverseStreamOutput> events = streamed();
    var assembly = new AnswerAssembly(1_000);
    events.forEach(assembly::accept);

    assertThat(server.seen.delivery().streamed()).isTrue();
    assertThat(events).isEqualTo(ResponseEvents.of(answer));
    assertThat(assembly.response()).isEqualTo(answer);
  }

  @Test
  void a_stream_that_never_began_is_refused_like_a_whole_answer() {
    server.outcome = new Outcome.Refused(FailureKind.TARGET_THROTTLED, "Too many.");

    assertThatThrownBy(SdkClientTest::streamed)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(ThrottlingException.class)
        .hasMessageContaining("Too many.");
  }

  @ParameterizedTest
  @CsvSource({
    "TARGET_TIMEOUT, ModelStreamErrorException",
    "TARGET_THROTTLED, ThrottlingException",
    "TARGET_INTERNAL_ERROR, InternalServerException",
    "TARGET_UNAVAILABLE, ServiceUnavailableException",
    "CALLER_INVALID_REQUEST, ValidationException"
  })
  void the_sdk_reads_that_a_stream_broke(FailureKind kind, String type) {
    server.breakAfterStart = Optional.of(kind);

    assertThatThrownBy(SdkClientTest::streamed)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .satisfies(cause -> assertThat(cause.getClass().getSimpleName()).isEqualTo(type))
        .hasMessageContaining("It broke.");
  }
}
