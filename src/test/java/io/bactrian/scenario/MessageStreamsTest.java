package io.bactrian.scenario;

import static io.bactrian.scenario.MessageFlow.TALKS;
import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.Messages;
import io.bactrian.fixture.RecordingReceipt;
import io.bactrian.queue.Disposition;
import io.bactrian.queue.ReplyStream;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of streamed replies whose pieces cannot be sent. */
@Timeout(90)
class MessageStreamsTest {

  private static final String TALK =
      "{\"model\":\"claude-haiku\",\"stream\":true,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"What is a camel?\"}]}";
  private static final int TIMES = 2;

  private final MessageFlow flow =
      MessageFlow.with(
          "bactrian.strategy", "failover",
          // The whole answer would take a quarter of a minute.
          "bactrian.simulator.token-pace", "500ms",
          // One place for batch work, and one open stream: the next needs what this one had.
          "bactrian.admission.max-in-flight", "2",
          "bactrian.admission.max-wait", "100ms",
          "bactrian.stream.max-open", "1",
          "bactrian.queue.redelivery.first-delay", "30s");

  @AfterEach
  void stop() {
    flow.close();
  }

  private static void refuse() {
    throw new JMSRuntimeException("the broker is gone");
  }

  private void assertCancelledEachTime(Supplier<ReplyStream> pieces) {
    for (int i = 0; i < TIMES; i++) {
      var message = Messages.of(TALKS, "talk-" + i, TALK);
      assertThat(flow.deliver(message, RecordingReceipt.streaming(pieces)))
          .isEqualTo(new Disposition.PutOff(Duration.ofSeconds(30)));
    }
    flow.awaitSettled(TALKS, "put-off", TIMES);
    assertThat(flow.gateway.received(EAST)).isEqualTo(TIMES);
    await("streams that the target knows to be left").atMost(PATIENCE).until(() -> left() == TIMES);
    assertThat(flow.inFlight()).isZero();
    assertThat(flow.gateway.board(target(EAST)).path("in_flight").intValue()).isZero();
    var seen = flow.gateway.breakerOf(EAST).getMetrics();
    assertThat(seen.getNumberOfFailedCalls() + seen.getNumberOfSuccessfulCalls()).isZero();
  }

  /** Streams of the region that their client did not read to their end. */
  private long left() {
    return flow.gateway.simulator().calls().counts().getOrDefault(EAST, Map.of()).values().stream()
        .mapToLong(calls -> calls.failed().getOrDefault("disconnected", 0L))
        .sum();
  }

  @Test
  void a_stream_whose_pieces_have_no_way_is_cancelled_and_its_message_comes_again() {
    assertCancelledEachTime(
        () -> {
          refuse();
          return null;
        });
  }

  @Test
  void a_stream_whose_piece_is_not_taken_is_cancelled_and_its_message_comes_again() {
    assertCancelledEachTime(
        () ->
            new ReplyStream() {
              @Override
              public void send(byte[] piece, Map<String, String> properties) {
                refuse();
              }

              @Override
              public void close() {}
            });
  }
}
