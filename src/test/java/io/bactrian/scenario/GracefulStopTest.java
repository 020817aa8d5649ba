package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.call.FailureKind;
import io.bactrian.simulator.fault.Fault;
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

  @Test
  void a_stream_that_does_not_end_in_time_is_told_so() {
    try (var gateway = RunningGateway.with("bactrian.shutdown.timeout", "5s")) {
      gateway.set(Fault.streamSilenceAfter(4));
      CompletableFuture<SseCall> call =
          CompletableFuture.supplyAsync(() -> SseCall.chat(gateway, "Tell me of camels"));
      await().atMost(PATIENCE).until(() -> gateway.received() == 1);

      gateway.stop();

      assertThat(call.join().ending()).isEqualTo("error");
      assertThat(call.join().data().getLast().path("detail").asText())
          .isEqualTo(FailureKind.GATEWAY_STOPPING.reason());
    }
  }
}
