package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A second attempt beside a slow one: the first to answer wins, and the other leaves no trace. */
@Timeout(90)
class HedgingTest {

  private static final int CALLS = 20;
  private static final int CROWD = 500;
  private static final Duration SLOW = Duration.ofSeconds(8);

  private static final String CANCELLED = target(EAST) + "=gateway-cancelled";
  private static final String WON = target(WEST) + "=ok;hedged";

  /** Every call asks us-east-1 first. */
  private static RunningGateway hedging(String... settings) {
    String[] hedging = {
      "bactrian.strategy", "failover",
      "bactrian.cache.mode", "off",
      "bactrian.call.deadline", "60s",
      "bactrian.failover.call-timeout", "50s",
      "bactrian.breaker.slow-call-duration", "1h",
      "bactrian.simulator.token-pace", "1ms",
      "bactrian.hedge.enabled", "true",
      "bactrian.hedge.delay", "20ms",
      "bactrian.hedge.budget-percent", "100"
    };
    return RunningGateway.with(
        Stream.concat(Stream.of(hedging), Stream.of(settings)).toArray(String[]::new));
  }

  private static long disconnected(RunningGateway gateway, String region) {
    return gateway.simulator().calls().counts().get(region).values().stream()
        .mapToLong(count -> count.failed().getOrDefault("disconnected", 0L))
        .sum();
  }

  /** Nothing is under way any more, and no breaker has heard of those who lost. */
  private static void nothingIsLeft(RunningGateway gateway) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(gateway.metrics().sum("gateway_target_inflight")).isZero();
              assertThat(gateway.metrics().sum("gateway_inflight")).isZero();
            });
    var seen = gateway.breakerOf(EAST).getMetrics();
    assertThat(seen.getNumberOfFailedCalls()).isZero();
    assertThat(seen.getNumberOfSuccessfulCalls()).isZero();
  }

  @Test
  void a_slow_region_is_overtaken_and_its_calls_are_aborted() {
    try (var gateway = hedging()) {
      gateway.set(Fault.latency(SLOW).in(EAST));

      List<Reply> replies = gateway.chatAtOnce(CALLS);

      assertThat(replies).allMatch(Reply::isLive);
      assertThat(replies).extracting(Reply::attempts).containsOnly(CANCELLED + ", " + WON);
      nothingIsLeft(gateway);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(disconnected(gateway, EAST)).isEqualTo(CALLS));
    }
  }

  @Test
  void a_slow_stream_is_overtaken_before_its_first_content() {
    try (var gateway = hedging()) {
      gateway.set(Fault.latency(SLOW).in(EAST));

      SseCall answer = SseCall.chat(gateway, "Tell me of camels");

      assertThat(answer.ending()).isEqualTo("success");
      assertThat(answer.attempts()).isEqualTo(CANCELLED + ", " + WON);
      nothingIsLeft(gateway);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(disconnected(gateway, EAST)).isEqualTo(1));
    }
  }

  @Test
  void every_attempt_of_a_crowd_is_booked_exactly_once_whoever_was_first() {
    try (var gateway = hedging()) {
      gateway.set(Fault.latency(SLOW).in(EAST));

      List<Reply> replies = gateway.chatAtOnce(CROWD);

      assertThat(replies).allMatch(Reply::isLive);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                MetricsPage page = gateway.metrics();
                assertThat(page.sum("gateway_requests_total")).isEqualTo(CROWD);
                assertThat(page.sum("gateway_target_inflight")).isZero();
                assertThat(page.sum("gateway_inflight")).isZero();
              });
      MetricsPage page = gateway.metrics();
      assertThat(page.sum("gateway_attempts_total", "result=\"ok\"")).isEqualTo(CROWD);
      assertThat(page.sum("gateway_attempts_total", "result=\"gateway-cancelled\""))
          .isPositive()
          .isEqualTo(saying(replies, "=gateway-cancelled"));
      assertThat(page.sum("gateway_hedges_total", "won")).isEqualTo(saying(replies, WON));
      assertThat(page.sum("gateway_hedges_total", "lost"))
          .isEqualTo(saying(replies, "gateway-cancelled;hedged"));
      assertThat(gateway.breakerOf(EAST).getMetrics().getNumberOfFailedCalls()).isZero();
      assertThat(gateway.breakerOf(WEST).getMetrics().getNumberOfFailedCalls()).isZero();
    }
  }

  private static double saying(List<Reply> replies, String attempt) {
    return replies.stream().filter(reply -> reply.attempts().contains(attempt)).count();
  }

  @Test
  void without_budget_the_slow_answer_is_waited_for() {
    try (var gateway = hedging("bactrian.hedge.budget-percent", "0")) {
      gateway.set(Fault.latency(Duration.ofMillis(300)).in(EAST));

      Reply reply = gateway.chat("slow");

      assertThat(reply.attempts()).isEqualTo(target(EAST) + "=ok");
      assertThat(gateway.metrics().sum("gateway_hedges_total", "refused")).isEqualTo(1);
      assertThat(gateway.received(WEST)).isZero();
    }
  }

  @Test
  void a_second_attempt_that_fails_leaves_the_call_to_the_first() {
    try (var gateway = hedging()) {
      gateway.set(Fault.latency(Duration.ofSeconds(4)).in(EAST));
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE).in(WEST));

      Reply reply = gateway.chat("slow");

      assertThat(reply.attempts())
          .isEqualTo(target(WEST) + "=target-unavailable;hedged, " + target(EAST) + "=ok");
      assertThat(gateway.metrics().sum("gateway_hedges_total", "lost")).isEqualTo(1);
    }
  }
}
