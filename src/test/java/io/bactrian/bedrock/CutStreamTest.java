package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.bedrock.EventStreamServer.Ending;
import io.bactrian.call.AnswerStream;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.call.StreamEvent;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import io.bactrian.upstream.Places;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;

/**
 * Random streams of Bedrock's in random pieces, whole, cut or with one bad byte. There is one
 * connection and one place for a stream: what a try does not give back, the next one misses.
 */
@Timeout(120)
class CutStreamTest {

  private static final long SEED = 20_261_121;
  private static final int TRIES = 250;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  /** The operations that stream. */
  enum Operation {
    CONVERSE_STREAM,
    INVOKE_MODEL_WITH_RESPONSE_STREAM;

    List<Frame> frames(Random random) {
      return this == CONVERSE_STREAM ? RandomStream.converse(random) : RandomStream.invoke(random);
    }

    Question question() {
      return this == CONVERSE_STREAM
          ? new Question.Converse(Calls.question("Why?"))
          : new Question.Invoke(
              InvokeModelRequest.builder().body(SdkBytes.fromUtf8String("{}")).build());
    }
  }

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
          new RegionMapping(Map.of("us-east-1", server.endpoint())));
  private final Places places = new Places(1);
  private final StreamingCalls calls =
      new StreamingCalls(
          clients.async("us-east-1", Optional.of(server.endpoint())),
          new InjectedFailures(System::nanoTime, () -> 0.0),
          new StreamSettings(LONG_ENOUGH, LONG_ENOUGH, LONG_ENOUGH, 64),
          places,
          System::nanoTime);

  CutStreamTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    clients.close();
    server.close();
  }

  /** What came, as type and JSON of each event, and why it was not said to be all. */
  private record Seen(List<String> events, Optional<FailureKind> failure) {}

  private Seen read(Question question) {
    GatewayCall call =
        GatewayCall.received(
            "id", "default", "chat", "general", new Delivery("haiku", true, true), question, 0);
    TargetCall attempt = TargetCall.of(call, Calls.EAST, LONG_ENOUGH);
    List<String> seen = new ArrayList<>();
    try {
      calls.open(attempt);
      AnswerStream stream = ((TargetCall.Streamed) attempt.reply().get()).stream();
      try {
        while (!stream.isComplete()) {
          stream.next(LONG_ENOUGH).map(CutStreamTest::text).ifPresent(seen::add);
        }
      } finally {
        stream.cancel();
      }
      return new Seen(seen, Optional.empty());
    } catch (RuntimeException broken) {
      return new Seen(seen, Optional.of(new BedrockFailures().classify(broken).kind()));
    }
  }

  private static String text(StreamEvent event) {
    return switch (event) {
      case StreamEvent.Conversed came ->
          came.type() + new String(came.json(), StandardCharsets.UTF_8);
      case StreamEvent.Chunk came -> "chunk" + new String(came.json(), StandardCharsets.UTF_8);
      case StreamEvent.Retold retold -> throw new AssertionError("nothing was kept");
    };
  }

  private static List<String> texts(List<Frame> frames) {
    return frames.stream().map(frame -> frame.type() + frame.json()).toList();
  }

  /**
   * Reads, and asserts that nothing was added, repeated, lost or said to be whole.
   *
   * @param readable the frames that are sent whole and undamaged
   * @param endsWell whether nothing else is sent but the end of the answer
   */
  private void assertHonest(
      Operation operation, List<Frame> readable, boolean endsWell, String which) {
    Seen seen = read(operation.question());
    boolean hasContent = readable.stream().anyMatch(Frame::content);
    boolean ended = readable.stream().anyMatch(Frame::end);
    List<String> all = hasContent ? texts(readable) : List.of();
    // A reset may overtake what was sent before it: TCP does not promise otherwise.
    int atLeast = server.ending() == Ending.RESET ? 0 : all.size();
    assertThat(seen.events()).as(which).hasSizeBetween(atLeast, all.size());
    assertThat(seen.events()).as(which).isEqualTo(all.subList(0, seen.events().size()));
    // What breaks off after the event that ends an answer may be taken either way.
    if (endsWell || !hasContent || !ended) {
      assertThat(seen.failure().isEmpty()).as(which).isEqualTo(hasContent && ended);
    }
    seen.failure().ifPresent(kind -> assertThat(kind.countsForBreaker()).as(which).isTrue());
    places.take().orElseThrow().run();
    await(which + ": connection")
        .atMost(LONG_ENOUGH)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> server.busy() == 0);
  }

  private static Ending any(Random random, Ending... endings) {
    return endings[random.nextInt(endings.length)];
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_is_whole_exactly_when_its_end_has_come(Operation operation) {
    for (long seed = SEED; seed < SEED + TRIES; seed++) {
      var random = new Random(seed);
      List<Frame> frames = operation.frames(random);
      server.play(Frame.pieces(Frame.bytes(frames), random), Ending.WELL);
      assertHonest(operation, frames, true, "seed " + seed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_a_cut_stream_all_is_seen_that_came_whole(Operation operation) {
    for (long seed = SEED; seed < SEED + TRIES; seed++) {
      var random = new Random(seed);
      List<Frame> frames = operation.frames(random);
      byte[] whole = Frame.bytes(frames);
      int length = random.nextInt(whole.length);
      Ending ending = any(random, Ending.WELL, Ending.FIN, Ending.RESET);
      server.play(Frame.pieces(Arrays.copyOf(whole, length), random), ending);
      assertHonest(
          operation,
          frames.subList(0, Frame.wholeIn(frames, length)),
          ending == Ending.WELL,
          "seed %d, cut at %d of %d by %s".formatted(seed, length, whole.length, ending));
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_a_stream_with_a_bad_byte_all_is_seen_that_came_before_its_frame(Operation operation) {
    for (long seed = SEED; seed < SEED + TRIES; seed++) {
      var random = new Random(seed);
      List<Frame> frames = operation.frames(random);
      byte[] sent = Frame.bytes(frames);
      int place = random.nextInt(sent.length);
      sent[place] ^= (byte) (1 + random.nextInt(255));
      Ending ending = any(random, Ending.values());
      server.play(Frame.pieces(sent, random), ending);
      assertHonest(
          operation,
          frames.subList(0, Frame.wholeIn(frames, place)),
          false,
          "seed %d, bad byte at %d of %d, then %s".formatted(seed, place, sent.length, ending));
    }
  }
}
