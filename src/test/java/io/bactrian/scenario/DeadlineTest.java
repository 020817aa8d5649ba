package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No caller waits longer than the deadline, whatever the regions do. */
@Timeout(60)
class DeadlineTest {

  private static final int CALLS = 20;
  private static final Duration DEADLINE = Duration.ofMillis(900);

  /** What a busy machine may add to the deadline before the gateway is to blame. */
  private static final Duration NOISE = Duration.ofMillis(1_500);

  private record Timed(Reply reply, Duration took) {}

  @Test
  void silence_in_every_region_gives_an_apology_by_the_deadline() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.call.deadline", DEADLINE.toMillis() + "ms",
            "bactrian.cache.mode", "off",
            "bactrian.failover.call-timeout", "600ms",
            "bactrian.failover.attempts-per-target", "5",
            "bactrian.failover.max-attempts", "20",
            "bactrian.breaker.window-size", "1000",
            "bactrian.breaker.minimum-calls", "1000")) {
      gateway.chatAtOnce(CALLS);
      gateway.set(Fault.silence());

      List<CompletableFuture<Timed>> sent =
          IntStream.range(0, CALLS).mapToObj(i -> timed(gateway)).toList();

      for (CompletableFuture<Timed> timed : sent) {
        Reply reply = timed.join().reply();
        assertThat(reply.status()).as("%s", reply).isEqualTo(503);
        assertThat(reply.degraded()).isIn("target-timeout", "gateway-deadline-exceeded");
        assertThat(reply.attempts()).startsWith("us-").contains("target-timeout");
        assertThat(timed.join().took()).isLessThan(DEADLINE.plus(NOISE));
      }
    }
  }

  @Test
  void a_region_that_answers_just_too_late_does_not_hold_the_caller() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.call.deadline", DEADLINE.toMillis() + "ms", "bactrian.cache.mode", "off")) {
      gateway.chatAtOnce(CALLS);
      gateway.set(Fault.latency(Duration.ofSeconds(20)));

      Timed late = timed(gateway).join();

      assertThat(late.reply().degraded()).isIn("target-timeout", "gateway-deadline-exceeded");
      assertThat(late.took()).isLessThan(DEADLINE.plus(NOISE));
    }
  }

  @Test
  void a_caller_with_less_time_is_not_held_longer_than_it_asked() {
    try (var gateway = RunningGateway.with("bactrian.cache.mode", "off")) {
      gateway.chatAtOnce(CALLS);
      gateway.set(Fault.silence());

      Reply reply = gateway.chatWith("silence", "x-bactrian-deadline-ms", "700");

      assertThat(reply.status()).as("%s", reply).isEqualTo(503);
      assertThat(reply.degraded()).isIn("target-timeout", "gateway-deadline-exceeded");
    }
  }

  @Test
  void no_call_upstream_outlives_its_caller_s_deadline() {
    try (var gateway = RunningGateway.with("bactrian.cache.mode", "off")) {
      gateway.chatAtOnce(CALLS);
      long before = gateway.received();
      gateway.set(Fault.latency(Duration.ofSeconds(5)));

      Reply reply = gateway.chatWith("late", "x-bactrian-deadline-ms", "2000");

      assertThat(reply.degraded()).isIn("target-timeout", "gateway-deadline-exceeded");
      assertThat(reply.attempts()).contains("=target-timeout").doesNotContain(",");
      assertThat(gateway.received() - before).isEqualTo(1);
      await()
          .atMost(RunningGateway.PATIENCE)
          .untilAsserted(() -> assertThat(disconnected(gateway)).isEqualTo(1));
      assertThat(gateway.metrics().sum("gateway_target_inflight")).isZero();
    }
  }

  /** Calls whose client had left when their answer was due. */
  private static long disconnected(RunningGateway gateway) {
    return gateway.simulator().calls().counts().values().stream()
        .flatMap(models -> models.values().stream())
        .mapToLong(count -> count.failed().getOrDefault("disconnected", 0L))
        .sum();
  }

  private static CompletableFuture<Timed> timed(RunningGateway gateway) {
    long began = System.nanoTime();
    return gateway
        .chatLater("silence")
        .thenApply(reply -> new Timed(reply, Duration.ofNanos(System.nanoTime() - began)));
  }
}
