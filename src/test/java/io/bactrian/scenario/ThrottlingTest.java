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

  @Test
  void a_target_that_says_when_to_come_back_is_left_alone_until_then_and_callers_are_told() {
    try (var gateway =
        RunningGateway.with("bactrian.cool-down.throttled", "10ms", "bactrian.cache.mode", "off")) {
      Fault told = Fault.exception(FaultKind.THROTTLING).withRetryAfter(Duration.ofSeconds(100));
      gateway.set(told.in(EAST));
      assertThat(gateway.chatAtOnce(CALLS)).allMatch(Reply::isLive);
      long early = gateway.received(EAST);
      assertThat(gateway.chatByFew(CALLS)).allMatch(Reply::isLive);
      assertThat(gateway.received(EAST)).isEqualTo(early);

      gateway.set(told);
      gateway.chat("the last target is told so too");

      // The upstream's seconds, and up to a fifth more, so that replicas do not meet.
      int retryAfter = Integer.parseInt(gateway.chat("all are out").header("retry-after"));
      assertThat(retryAfter).isBetween(60, 120);
    }
  }

  @Test
  void targets_that_share_a_quota_pause_together() {
    try (var gateway =
        RunningGateway.with(
            "bactrian.models", "claude-haiku,twin",
            "bactrian.model.twin.id", "us.anthropic.claude-haiku-4-5-20251001-v1:0")) {
      gateway.set(
          Fault.exception(FaultKind.THROTTLING).in(EAST).withRetryAfter(Duration.ofSeconds(100)));
      gateway.chatInTurn(2);

      assertThat(gateway.received(EAST)).isEqualTo(1);
      MetricsPage page = gateway.metrics();
      assertThat(page.sum("gateway_target_usable", "us-east-1/")).isZero();
      assertThat(page.sum("gateway_target_usable", "us-west-2/")).isEqualTo(2);
    }
  }

  private static List<Integer> pauses(LogLines log) {
    return log.containing("target=" + target(EAST) + " left_alone_ms=").stream()
        .map(line -> line.replaceAll(".*left_alone_ms=(\\d+).*", "$1"))
        .map(Integer::valueOf)
        .toList();
  }
}
