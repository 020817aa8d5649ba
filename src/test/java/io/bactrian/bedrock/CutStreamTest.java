package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bactrian.call.AnswerStream;
import io.bactrian.call.Delivery;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.call.StreamEvent;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import io.bactrian.translator.ConverseStreamWriter;
import io.bactrian.translator.ResponseEvents;
import io.bactrian.translator.converse.ConverseFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput.EventType;

/** A stream of Bedrock's that is cut, or has one bad byte, anywhere. */
@Timeout(120)
class CutStreamTest {

  private static final long SEED = 20_261_121;
  private static final int TRIES = 60;

  private final List<ConverseStreamOutput> events = ResponseEvents.of(Calls.answer("So it is."));
  private final byte[] whole;
  private final int endOfMessageStop;
  private final HttpServer server;
  private final BedrockClients clients;
  private final StreamingCalls calls;
  private volatile byte[] sent;
  private volatile boolean abrupt;

  CutStreamTest() throws IOException {
    ConverseStreamWriter writer = new ConverseFormat("general", true).stream(Calls.asking("Why?"));
    var bytes = new ByteArrayOutputStream();
    int end = 0;
    for (ConverseStreamOutput event : events) {
      bytes.writeBytes(writer.event(event));
      if (event.sdkEventType() == EventType.MESSAGE_STOP) {
        end = bytes.size();
      }
    }
    whole = bytes.toByteArray();
    endOfMessageStop = end;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    Duration longEnough = Duration.ofSeconds(20);
    clients =
        new BedrockClients(
            new BedrockClients.Connection(
                10,
                longEnough,
                longEnough,
                longEnough,
                longEnough,
                Optional.of(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))),
            new RegionMapping(Map.of("us-east-1", endpoint)));
    calls =
        new StreamingCalls(
            clients.async("us-east-1", Optional.of(endpoint)),
            new InjectedFailures(),
            new StreamSettings(longEnough, longEnough, longEnough, 16),
            new StreamPlaces(1),
            System::nanoTime);
  }

  @AfterEach
  void stop() {
    clients.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.amazon.eventstream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(sent);
    exchange.getResponseBody().flush();
    if (!abrupt) {
      exchange.getResponseBody().close();
    }
    exchange.close();
  }

  /** What came, and whether it was said to be all. */
  private record Seen(List<ConverseStreamOutput> events, boolean complete) {}

  private Seen read() {
    List<ConverseStreamOutput> seen = new ArrayList<>();
    GatewayCall call =
        GatewayCall.received(
            "id",
            "default",
            "chat",
            "general",
            new Delivery("haiku", true, true),
            new Question.Converse(Calls.question("Why?")),
            0);
    TargetCall attempt = TargetCall.of(call, Calls.EAST, Duration.ofSeconds(20));
    try {
      calls.open(attempt);
      AnswerStream stream = ((TargetCall.Streamed) attempt.reply().get()).stream();
      while (!stream.isComplete()) {
        stream.next(Duration.ofSeconds(20)).ifPresent(event -> seen.add(output(event)));
      }
      return new Seen(seen, true);
    } catch (RuntimeException broken) {
      return new Seen(seen, false);
    }
  }

  private static ConverseStreamOutput output(StreamEvent event) {
    return ((StreamEvent.Conversed) event).output();
  }

  @Test
  void a_whole_stream_is_complete() {
    sent = whole;
    assertThat(read()).isEqualTo(new Seen(events, true));
  }

  @Test
  void a_cut_stream_is_complete_only_when_message_stop_has_come() {
    var random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      int length = random.nextInt(whole.length);
      abrupt = random.nextBoolean();
      sent = Arrays.copyOf(whole, length);
      Seen seen = read();
      String which = "cut at %d of %d, abruptly: %s".formatted(length, whole.length, abrupt);
      if (length < endOfMessageStop) {
        assertThat(seen.complete()).as(which).isFalse();
      }
      assertThat(seen.events()).as(which).isEqualTo(events.subList(0, seen.events().size()));
    }
  }

  @Test
  void a_stream_with_a_bad_byte_never_passes_it_on() {
    var random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      int place = random.nextInt(endOfMessageStop);
      abrupt = false;
      sent = whole.clone();
      sent[place] ^= (byte) (1 + random.nextInt(255));
      Seen seen = read();
      String which = "bad byte at %d of %d".formatted(place, whole.length);
      assertThat(seen.complete()).as(which).isFalse();
      assertThat(seen.events()).as(which).isEqualTo(events.subList(0, seen.events().size()));
    }
  }
}
