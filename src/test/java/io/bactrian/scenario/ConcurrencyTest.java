package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Targets that hold only so many calls at once, in the whole gateway. */
@Timeout(90)
class ConcurrencyTest {

  @Test
  void when_every_target_is_busy_a_call_is_told_to_come_back_and_later_calls_are_answered() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.concurrency.limit", "aimd",
            "bactrian.concurrency.initial", "1",
            "bactrian.concurrency.min", "1",
            "bactrian.concurrency.max", "1",
            "bactrian.simulator.latency", "5s")) {
      CompletableFuture<Reply> one = gateway.chatLater("one");
      CompletableFuture<Reply> other = gateway.chatLater("other");
      await().until(() -> gateway.metrics().sum("gateway_target_inflight") == 2);
      assertThat(gateway.metrics().sum("gateway_target_limit")).isEqualTo(2);

      Reply busy = gateway.chat("one more");

      assertThat(busy.status()).isEqualTo(503);
      assertThat(busy.degraded()).isEqualTo("gateway-targets-busy");
      assertThat(busy.header("retry-after")).isNotEmpty();
      assertThat(one.join().isLive() && other.join().isLive()).isTrue();
      assertThat(one.join().servedBy()).isNotEqualTo(other.join().servedBy());
      assertThat(gateway.chat("and now?").isLive()).isTrue();
      assertThat(gateway.metrics().sum("gateway_target_inflight")).isZero();
    }
  }

  @Test
  void throttling_lowers_the_limit_of_the_region_that_throttles() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.concurrency.limit", "aimd", "bactrian.concurrency.initial", "50")) {
      gateway.set(Fault.exception(FaultKind.THROTTLING).in(RunningGateway.EAST));
      assertThat(gateway.chatInTurn(4)).allMatch(Reply::isLive);

      assertThat(limit(gateway, RunningGateway.EAST)).isEqualTo(45);
      assertThat(limit(gateway, RunningGateway.WEST)).isEqualTo(50);
    }
  }

  private static double limit(RunningGateway gateway, String region) {
    return gateway.metrics().sum("gateway_target_limit", RunningGateway.target(region));
  }
}
