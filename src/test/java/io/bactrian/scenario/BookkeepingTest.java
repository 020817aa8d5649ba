package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the meters say is what happened: every attempt once, every reply once. */
@Timeout(60)
class BookkeepingTest {

  private static final int CALLS = 300;

  @Test
  void every_attempt_and_every_reply_is_counted_exactly_once() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.breaker.open-duration", "100ms", "bactrian.cool-down.throttled", "50ms")) {
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).in(EAST).withProbability(0.3));
      gateway.set(Fault.reset().in(WEST).withProbability(0.2));
      gateway.set(Fault.exception(FaultKind.THROTTLING).withProbability(0.05));
      gateway.set(Fault.exception(FaultKind.VALIDATION).withProbability(0.05));
      for (int batch = 0; batch < CALLS / 20; batch++) {
        gateway.chatAtOnce(20);
      }

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(sum(gateway, "gateway_requests_total")).isEqualTo(CALLS));

      MetricsPage page = gateway.metrics();
      double attempts = page.sum("gateway_attempts_total");
      double refused = page.sum("gateway_attempts_total", "result=\"target-not-permitted\"");
      assertThat(attempts - refused).isEqualTo(gateway.received());
      assertThat(page.sum("gateway_attempts_total", "region=\"us-east-1\"", "target-unavailable"))
          .isEqualTo(failed(gateway, EAST, "service-unavailable"));
      assertThat(page.sum("gateway_attempts_total", "target-connection-failed"))
          .isEqualTo(failed(gateway, WEST, "reset"));
      assertThat(page.sum("gateway_attempts_total", "result=\"ok\""))
          .isEqualTo(page.sum("gateway_requests_total", "outcome=\"live\""));
      assertThat(page.sum("gateway_events_dropped_total")).isZero();
      assertThat(page.sum("gateway_inflight")).isZero();
      assertThat(page.sum("gateway_target_inflight")).isZero();
      for (String status : new String[] {"200", "400", "503"}) {
        assertThat(page.sum("gateway_requests_total", "status=\"" + status + "\""))
            .as("replies of status %s", status)
            .isEqualTo(replies(gateway, status));
      }
      assertThat(gateway.ledger().replies()).hasSize(CALLS);
    }
  }

  private static double sum(RunningGateway gateway, String name) {
    return gateway.metrics().sum(name);
  }

  private static double replies(RunningGateway gateway, String status) {
    return gateway.ledger().replies().stream()
        .filter(reply -> Integer.toString(reply.status()).equals(status))
        .count();
  }

  private static double failed(RunningGateway gateway, String region, String fault) {
    return gateway.simulator().calls().counts().get(region).values().stream()
        .mapToLong(count -> count.failed().getOrDefault(fault, 0L))
        .sum();
  }
}
