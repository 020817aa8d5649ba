package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A throttled target gets a pause, then one probe, then a longer pause; never a herd. */
@Timeout(60)
class ThrottlingTest {

  private static final int CALLS = 200;

  @Test
  void pauses_of_a_throttled_target_double_up_to_their_limit() {
    try (var gateway =
            RunningGateway.with(
                "bactrian.cool-down.throttled",
                "100ms",
                "bactrian.cool-down.throttled-max",
                "300ms");
        var log = LogLines.of("bactrian.state")) {
      gateway.set(Fault.exception(FaultKind.THROTTLING).in(EAST));

      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                assertThat(gateway.chat("go on").isLive()).isTrue();
                return pauses(log).size() >= 4;
              });

      // A pause is up to a fifth longer than its nominal length, so that replicas do not meet, but
      // never longer than the limit.
      List<Integer> pauses = pauses(log);
      assertThat(pauses.get(0)).isBetween(100, 120);
      assertThat(pauses.get(1)).isBetween(200, 240);
      assertThat(pauses.get(2)).isEqualTo(300);
      assertThat(pauses.get(3)).isEqualTo(300);
      assertThat(gateway.received(EAST)).isBetween(4L, 5L);
      assertThat(gateway.breakerOf(EAST).getState()).isEqualTo(State.CLOSED);
    }
  }

  @Test
  void when_every_target_throttles_callers_get_an_apology_that_says_so() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.cool-down.throttled", "1h", "bactrian.cool-down.throttled-max", "1h")) {
      gateway.set(Fault.exception(FaultKind.THROTTLING));

      Reply first = gateway.chat("first");
      assertThat(first.status()).isEqualTo(503);
      assertThat(first.degraded()).isEqualTo("target-throttled");
      assertThat(first.field("detail"))
          .isEqualTo("Service temporarily unavailable. Cause: target-throttled.");
      assertThat(first.header("retry-after")).isEqualTo("300");

      assertThat(gateway.chatAtOnce(CALLS)).allMatch(reply -> reply.status() == 503);
      assertThat(gateway.received()).isEqualTo(2);
    }
  }

  @Test
  void a_throttled_target_recovers_by_one_probe_without_a_herd() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.regions", EAST,
            "bactrian.cache.mode", "off",
            "bactrian.cool-down.throttled", "200ms")) {
      gateway.chatAtOnce(CALLS);
      gateway.set(Fault.exception(FaultKind.THROTTLING).times(1));
      gateway.chat("throttled");
      // The probe stays under way while the others come.
      gateway.set(Fault.latency(Duration.ofSeconds(3)));
      gateway.awaitState("bedrock", State.CLOSED);
      long before = gateway.received(EAST);

      List<Reply> replies = gateway.chatAtOnce(CALLS);

      assertThat(gateway.received(EAST) - before).isEqualTo(1);
      assertThat(replies).filteredOn(Reply::isLive).hasSize(1);
      assertThat(replies)
          .filteredOn(reply -> !reply.isLive())
          .allMatch(reply -> reply.status() == 503);
      gateway.heal();
      assertThat(gateway.chatAtOnce(CALLS)).allMatch(Reply::isLive);
    }
  }

  private static List<Integer> pauses(LogLines log) {
    return log.containing("target=" + target(EAST) + " left_alone_ms=").stream()
        .map(line -> line.replaceAll(".*left_alone_ms=(\\d+).*", "$1"))
        .map(Integer::valueOf)
        .toList();
  }
}
