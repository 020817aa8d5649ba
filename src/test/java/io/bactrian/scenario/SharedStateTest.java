package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.PATIENCE;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.fixture.CapturedLog;
import io.bactrian.fixture.MadeUpCredentials;
import io.bactrian.fixture.RedisProcess;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gateways that share a store, and what becomes of them when it is out. */
@Timeout(120)
class SharedStateTest {

  private static final String KEEPER = "io.bactrian.state.StateKeeper";
  private static final int PROBES = 2;
  private static final int CALLS = 30;

  private static RunningGateway sharing(String uri) {
    return RunningGateway.with(
        "bactrian.state.store", "redis",
        "bactrian.redis.uri", uri,
        "bactrian.redis.timeout", "1s",
        "bactrian.breaker.open-duration", "10m");
  }

  @Test
  void what_one_gateway_has_opened_the_other_probes_and_does_not_hammer() {
    try (var redis = RedisProcess.start();
        var first = sharing(redis.uri());
        var second = sharing(redis.uri())) {
      second.set(Fault.exception(FaultKind.INTERNAL).in(EAST));
      first.set(Fault.exception(FaultKind.INTERNAL).in(EAST));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                assertThat(first.chat("open it").isLive()).isTrue();
                return first.breakerOf(EAST).getState() == State.OPEN;
              });

      second.awaitState(target(EAST), State.HALF_OPEN);

      assertThat(second.chatAtOnce(CALLS)).allMatch(Reply::isLive);
      assertThat(second.chatInTurn(CALLS)).allMatch(Reply::isLive);
      assertThat(second.received(EAST)).isEqualTo(PROBES);
      assertThat(second.breakerOf(EAST).getState()).isEqualTo(State.OPEN);
      assertThat(second.metrics().sum("gateway_state_learnt_total")).isEqualTo(1);
    }
  }

  @Test
  void a_quota_that_one_gateway_has_used_up_the_other_leaves_alone() {
    try (var redis = RedisProcess.start();
        var first = sharing(redis.uri());
        var second = sharing(redis.uri())) {
      first.set(Fault.exception(FaultKind.DAILY_QUOTA).in(EAST));
      assertThat(first.chatInTurn(2)).allMatch(Reply::isLive);

      await()
          .atMost(PATIENCE)
          .until(() -> second.board(target(EAST)).path("cooling_seconds").asDouble() > 0);

      assertThat(second.chatInTurn(CALLS)).allMatch(Reply::isLive);
      assertThat(second.received(EAST)).isZero();
      assertThat(second.breakerOf(EAST).getState()).isEqualTo(State.CLOSED);
    }
  }

  @Test
  void a_store_that_dies_costs_no_call_and_one_line() {
    try (var redis = RedisProcess.start();
        var log = CapturedLog.of(KEEPER);
        var gateway = sharing(redis.uri())) {
      await().atMost(PATIENCE).until(() -> writes(gateway) > 0);
      redis.stop();
      await().atMost(PATIENCE).until(() -> outages(log).size() == 1);

      assertThat(gateway.chatAtOnce(CALLS)).allMatch(Reply::isLive);
      assertThat(gateway.readiness()).isEqualTo(200);
      await().atMost(PATIENCE).until(() -> failures(gateway) >= 3);
      assertThat(outages(log)).hasSize(1);

      redis.run();
      await().atMost(PATIENCE).until(() -> log.lines().contains("State store redis answers again"));
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void a_store_that_takes_connections_and_never_answers_costs_no_call_and_one_line()
      throws IOException {
    for (String kind : List.of("redis", "dynamodb")) {
      try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
          var log = CapturedLog.of(KEEPER);
          var credentials = new MadeUpCredentials();
          var gateway =
              RunningGateway.with(
                  "bactrian.state.store", kind,
                  "bactrian.redis.uri", "redis://127.0.0.1:" + hole.getLocalPort(),
                  "bactrian.state.dynamodb.endpoint", "http://127.0.0.1:" + hole.getLocalPort())) {
        await().atMost(PATIENCE).until(() -> outages(log).size() == 1);
        assertThat(gateway.chatAtOnce(CALLS)).allMatch(Reply::isLive);
        await().atMost(PATIENCE).until(() -> failures(gateway) >= 3);
        assertThat(gateway.readiness()).isEqualTo(200);
        assertThat(log.lines()).as(credentials.toString()).hasSize(1);
      }
    }
  }

  private static double writes(RunningGateway gateway) {
    return gateway.metrics().sum("gateway_state_writes_total");
  }

  private static double failures(RunningGateway gateway) {
    return gateway.metrics().sum("gateway_state_failures_total");
  }

  private static List<String> outages(CapturedLog log) {
    return log.lines().stream().filter(line -> line.contains("is out")).toList();
  }
}
