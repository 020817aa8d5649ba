package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One of two regions dies under load and comes back: no caller notices, and nobody hammers it. */
@Timeout(120)
class RegionKillTest {

  private static final int CALLS_PER_SECOND = 200;
  private static final int PROBES = 2;
  private static final Duration OPEN = Duration.ofMillis(600);

  /** Longer than a probe at a silent region may take to be noticed on a busy machine. */
  private static final Duration SILENT_OPEN = Duration.ofMillis(1_500);

  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration BACK_IN_TRAFFIC = Duration.ofSeconds(2);

  /** The ways to die that a breaker counts. */
  enum Death {
    UNAVAILABLE(Fault.exception(FaultKind.SERVICE_UNAVAILABLE)),
    RESET(Fault.reset()),
    REFUSED(Fault.connectionRefused()),
    SILENCE(Fault.silence());

    private final Fault fault;

    Death(Fault fault) {
      this.fault = fault.in(EAST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_region_that_dies_under_load_is_invisible_to_callers(Death death) throws Exception {
    try (var gateway =
            RunningGateway.with(
                "bactrian.breaker.open-duration",
                (death == Death.SILENCE ? SILENT_OPEN : OPEN).toMillis() + "ms",
                "bactrian.failover.call-timeout",
                death == Death.SILENCE ? "2s" : "12s");
        var load = OpenLoop.at(CALLS_PER_SECOND, gateway)) {
      var east = new BreakerWatch(gateway.breakerOf(EAST));
      bothServe(gateway);

      gateway.set(death.fault);
      until("open", () -> east.entered(State.OPEN) > 0);
      assertOnlyProbesArrive(gateway, east);

      nothingUnderWay(gateway);
      heal(gateway, east);
      load.finish();
      gateway.ledger().assertEvery("answered live", Reply::isLive);
    }
  }

  private static void assertOnlyProbesArrive(RunningGateway gateway, BreakerWatch east) {
    nothingUnderWay(gateway);
    long cycles = east.entered(State.HALF_OPEN);
    long asked = east.asked();
    long received = gateway.received(EAST);
    until("two rounds of probes", () -> east.entered(State.OPEN) >= 3);
    received = gateway.received(EAST) - received;
    asked = east.asked() - asked;
    cycles = east.entered(State.HALF_OPEN) - cycles;

    assertThat(asked).as("let through while dead").isLessThanOrEqualTo(PROBES * cycles);
    assertThat(received).as("received while dead").isLessThanOrEqualTo(PROBES * cycles);
  }

  @Test
  void a_region_that_throttles_under_load_is_invisible_to_callers() throws Exception {
    try (var gateway =
            RunningGateway.with("bactrian.cool-down.throttled", PAUSE.toMillis() + "ms");
        var load = OpenLoop.at(CALLS_PER_SECOND, gateway)) {
      var east = new BreakerWatch(gateway.breakerOf(EAST));
      bothServe(gateway);

      gateway.set(Fault.exception(FaultKind.THROTTLING).in(EAST));
      until("cooling", () -> isCooling(gateway));
      nothingUnderWay(gateway);
      long began = System.nanoTime();
      long before = gateway.received(EAST);
      until("two probes", () -> gateway.received(EAST) >= before + 2);
      long probes = gateway.received(EAST) - before;
      long pauses = 1 + (System.nanoTime() - began) / PAUSE.toNanos();

      assertThat(probes).as("one probe after each pause").isLessThanOrEqualTo(pauses);
      assertThat(east.state()).as("throttling is no failure").isEqualTo(State.CLOSED);

      nothingUnderWay(gateway);
      heal(gateway, east);
      load.finish();
      gateway.ledger().assertEvery("answered live", Reply::isLive);
    }
  }

  /** Ends the fault, and awaits that the region's calls succeed and it takes its share again. */
  private static void heal(RunningGateway gateway, BreakerWatch east) {
    long successes = east.successes();
    gateway.heal();
    until("a successful probe", () -> east.successes() > successes);
    takesTraffic(gateway, east::state);
  }

  private static void bothServe(RunningGateway gateway) {
    until("both serve", () -> gateway.received(EAST) > 50 && gateway.received(WEST) > 50);
  }

  /** What was let through before the breaker opened may arrive later, and is none of its guilt. */
  private static void nothingUnderWay(RunningGateway gateway) {
    until("no call under way", () -> inFlight(gateway) == 0);
  }

  private static void takesTraffic(RunningGateway gateway, Callable<State> state) {
    long answered = gateway.received(EAST);
    await("back in traffic")
        .atMost(BACK_IN_TRAFFIC)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> state.call() == State.CLOSED && gateway.received(EAST) > answered + 20);
  }

  private static void until(String what, Callable<Boolean> reached) {
    await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(reached);
  }

  private static int inFlight(RunningGateway gateway) {
    return gateway.board(target(EAST)).path("in_flight").intValue();
  }

  private static boolean isCooling(RunningGateway gateway) {
    return gateway.board(target(EAST)).path("cooling_reason").isTextual();
  }
}
