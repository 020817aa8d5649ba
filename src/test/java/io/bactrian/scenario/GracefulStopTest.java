package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stop costs no caller an answer. */
@Timeout(60)
class GracefulStopTest {

  private static final int CALLS = 50;

  @Test
  void calls_in_flight_when_the_stop_begins_all_finish() {
    try (var gateway = RunningGateway.with("bactrian.simulator.latency", "1500ms")) {
      assertThat(gateway.readiness()).isEqualTo(200);
      List<CompletableFuture<Reply>> calls =
          IntStream.range(0, CALLS).mapToObj(i -> gateway.chatLater("in flight " + i)).toList();
      await().atMost(PATIENCE).until(() -> gateway.received() == CALLS);

      gateway.stop();

      assertThat(calls).allMatch(CompletableFuture::isDone);
      assertThat(calls).extracting(CompletableFuture::join).allMatch(Reply::isLive);
      assertThat(gateway.chatLater("too late")).failsWithin(PATIENCE);
    }
  }

  @Test
  void readiness_goes_down_first_and_calls_are_still_taken_in_the_grace_period() throws Exception {
    try (var gateway = RunningGateway.with("bactrian.shutdown.grace", "3s")) {
      assertThat(gateway.chat("before").isLive()).isTrue();

      Thread stopping = Thread.ofPlatform().start(gateway::stop);
      await().atMost(PATIENCE).until(() -> gateway.readiness() == 503);

      assertThat(gateway.chat("in the grace period").isLive()).isTrue();
      assertThat(gateway.chatAtOnce(CALLS)).allMatch(Reply::isLive);
      stopping.join();
    }
  }
}
