package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No region answers: callers get what was answered before, else an honest apology, at once. */
@Timeout(60)
class AllRegionsDeadTest {

  private static final String MODEL_ID = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

  @Test
  void when_all_regions_are_dead_replies_come_from_cache_or_apologize_without_any_call_upstream() {
    try (var gateway = RunningGateway.with()) {
      Reply first = gateway.chat("known");
      gateway.generate("known", "general");
      killAll(gateway);
      long received = gateway.received();

      assertKept(gateway.chat("known"), first);
      assertApology(gateway.chat("new"));
      assertGenerated(gateway);
      for (Reply reply : gateway.chatAtOnce(100)) {
        assertApology(reply);
      }

      assertThat(gateway.received()).as("calls upstream").isEqualTo(received);
    }
  }

  @Test
  void replies_take_no_longer_than_50_ms_once_the_breakers_are_open() {
    try (var gateway = RunningGateway.with()) {
      gateway.chat("known");
      killAll(gateway);
      gateway.chatAtOnce(200);

      // The median, not the slowest: what a shared machine does to one call proves nothing.
      List<Duration> times =
          gateway.chatInTurn(101).stream().map(AllRegionsDeadTest::overhead).sorted().toList();

      assertThat(times.get(50)).isLessThan(Duration.ofMillis(50));
    }
  }

  @Test
  void the_pool_opens_with_its_last_target_and_closes_with_the_first_that_may_be_probed() {
    try (var gateway =
        RunningGateway.with("bactrian.target." + target(WEST) + ".breaker.open-duration", "1s")) {
      assertThat(gateway.board("bedrock").path("state").textValue()).isEqualTo("closed");
      gateway.set(Fault.exception(FaultKind.INTERNAL).in(EAST));
      gateway.chatInTurn(8);
      assertThat(gateway.board(target(EAST)).path("state").textValue()).isEqualTo("open");
      assertThat(gateway.board("bedrock").path("state").textValue()).isEqualTo("closed");

      gateway.set(Fault.exception(FaultKind.INTERNAL).in(WEST));
      gateway.chatInTurn(4);
      gateway.awaitState("bedrock", State.OPEN);

      gateway.awaitState("bedrock", State.CLOSED);
      assertThat(gateway.breakerOf(EAST).getState()).isEqualTo(State.OPEN);
      assertThat(gateway.breakerOf(WEST).getState()).isEqualTo(State.HALF_OPEN);

      gateway.heal();
      assertThat(gateway.chat("again").servedBy()).isEqualTo(target(WEST));
    }
  }

  private static void killAll(RunningGateway gateway) {
    gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
    Reply reply = gateway.chat("last hope");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.degraded()).isEqualTo("target-unavailable");
    assertThat(reply.field("detail"))
        .isEqualTo("Service temporarily unavailable. Cause: target-unavailable.");
    gateway.chatInTurn(5);
    assertThat(gateway.board("bedrock").path("state").textValue()).isEqualTo("open");
  }

  private static void assertKept(Reply reply, Reply first) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.degraded()).isEqualTo("cache");
    assertThat(reply.servedBy()).isEqualTo("cache");
    assertThat(reply.header("age")).matches("\\d+");
    assertThat(reply.attempts()).isEqualTo("none");
    assertThat(reply.body()).isEqualTo(first.body());
  }

  private static void assertApology(Reply reply) {
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.servedBy()).isEqualTo("degraded");
    assertThat(reply.degraded()).isEqualTo("gateway-no-usable-target");
    assertThat(reply.attempts()).isEqualTo("none");
    assertThat(Integer.parseInt(reply.header("retry-after"))).isBetween(1, 36);
    assertThat(reply.body()).hasSize(3);
    assertThat(reply.field("detail")).isEqualTo("Circuit breaker is open. Service is unavailable.");
    assertThat(reply.field("response"))
        .isEqualTo("Service temporarily unavailable. Please try again later.");
    assertThat(reply.field("status")).isEqualTo("degraded");
  }

  private static void assertGenerated(RunningGateway gateway) {
    Reply kept = gateway.generate("known", "general");
    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.field("model_used")).isEqualTo("CACHE:" + MODEL_ID);
    assertThat(kept.degraded()).isEqualTo("cache");

    Reply apology = gateway.generate("new", "account_inquiry");
    assertThat(apology.status()).isEqualTo(200);
    assertThat(apology.body()).hasSize(2);
    assertThat(apology.field("model_used")).isEqualTo("DEGRADED_SERVICE");
    assertThat(apology.field("response"))
        .startsWith("Account questions cannot be answered right now.");
    assertThat(apology.degraded()).isEqualTo("gateway-no-usable-target");
  }

  private static Duration overhead(Reply reply) {
    double millis = Double.parseDouble(reply.header("x-bactrian-overhead-ms"));
    return Duration.ofNanos((long) (millis * 1_000_000));
  }
}
