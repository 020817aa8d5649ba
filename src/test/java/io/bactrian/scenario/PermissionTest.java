package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However a probe ends, its permission comes back: a half-open breaker is never stuck. */
@Timeout(60)
class PermissionTest {

  /** More than the permitted probes: if one permission were lost, the next call would tell. */
  private static final int MANY = 7;

  private RunningGateway gateway;

  @BeforeEach
  void start() {
    gateway =
        RunningGateway.with(
            "bactrian.regions", EAST,
            "bactrian.cache.mode", "off",
            "bactrian.failover.call-timeout", "2s",
            "bactrian.cool-down.throttled", "50ms",
            "bactrian.breaker.open-duration", "300ms");
    assertThat(gateway.chat("warm").isLive()).isTrue();
    gateway.halfOpen(EAST);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void probes_that_are_the_callers_fault_never_wedge_a_half_open_breaker() {
    gateway.set(Fault.exception(FaultKind.VALIDATION));

    assertThat(gateway.chatInTurn(MANY)).allMatch(reply -> reply.status() == 400);

    assertThat(gateway.breakerOf(EAST).getState()).isEqualTo(State.HALF_OPEN);
    closes();
  }

  @Test
  void probes_that_time_out_never_wedge_a_half_open_breaker() {
    gateway.set(Fault.silence());

    assertThat(gateway.chatAtOnce(MANY)).noneMatch(Reply::isLive);

    gateway.awaitState(target(EAST), State.HALF_OPEN);
    closes();
  }

  @Test
  void probes_that_end_in_a_java_error_never_wedge_a_half_open_breaker() throws Exception {
    AdviceWith.adviceWith(
        gateway.context(),
        "region-us-east-1-claude-haiku",
        route ->
            route
                .weaveById(".*to-converse-request")
                .before()
                .process(
                    exchange -> {
                      throw new StackOverflowError("provoked");
                    })
                .id("provoke"));

    for (Reply reply : gateway.chatInTurn(MANY)) {
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.degraded()).isEqualTo("gateway-internal-error");
      assertThat(reply.text()).doesNotContain("provoked", "Overflow");
    }
    AdviceWith.adviceWith(
        gateway.context(),
        "region-us-east-1-claude-haiku",
        route -> route.weaveById(".*provoke").remove());

    assertThat(gateway.breakerOf(EAST).getState()).isEqualTo(State.HALF_OPEN);
    closes();
  }

  @Test
  void probes_that_are_throttled_never_wedge_a_half_open_breaker() {
    gateway.set(Fault.exception(FaultKind.THROTTLING).times(4));

    long before = gateway.received(EAST);
    await()
        .atMost(RunningGateway.PATIENCE)
        .until(
            () -> {
              gateway.chat("probe");
              return gateway.received(EAST) >= before + 4;
            });

    closes();
  }

  /** Two successes close it, but a pause may have to pass before. */
  private void closes() {
    gateway.heal();
    await()
        .atMost(RunningGateway.PATIENCE)
        .until(
            () -> {
              gateway.chat("healed");
              return gateway.breakerOf(EAST).getState() == State.CLOSED;
            });
    assertThat(gateway.chatAtOnce(MANY)).allMatch(Reply::isLive);
    assertThat(gateway.board(target(EAST)).path("in_flight").intValue()).isZero();
  }
}
