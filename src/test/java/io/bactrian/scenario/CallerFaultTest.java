package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static io.bactrian.scenario.RunningGateway.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the request itself comes back at once and says nothing about a target. */
@Timeout(60)
class CallerFaultTest {

  @ParameterizedTest
  @CsvSource({"VALIDATION, caller-invalid-request", "CONTEXT_LENGTH, caller-context-too-long"})
  void a_callers_fault_comes_back_after_one_attempt_and_counts_nowhere(
      FaultKind kind, String label) {
    try (var gateway = RunningGateway.with()) {
      gateway.set(Fault.exception(kind));

      for (Reply reply : gateway.chatInTurn(10)) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).hasSize(1);
        assertThat(reply.field("detail")).isEqualTo(kind.message(""));
        assertThat(reply.attempts()).matches("us-(east-1|west-2)/claude-haiku=" + label);
        assertThat(reply.degraded()).isEmpty();
      }
      assertThat(gateway.generate("question", "general").status()).isEqualTo(400);
      assertThat(gateway.received()).isEqualTo(11);
      for (String region : new String[] {EAST, WEST}) {
        assertThat(gateway.breakerOf(region).getState()).isEqualTo(State.CLOSED);
        assertThat(gateway.board(target(region)).path("total_failures").intValue()).isZero();
        assertThat(gateway.board(target(region)).path("total_ignored").intValue()).isPositive();
      }
    }
  }

  @Test
  void a_refused_question_is_neither_kept_nor_answered_from_the_cache() {
    try (var gateway = RunningGateway.with()) {
      assertThat(gateway.chat("known").isLive()).isTrue();
      gateway.set(Fault.exception(FaultKind.VALIDATION));
      assertThat(gateway.chat("known").status()).isEqualTo(400);
      assertThat(gateway.chat("new").status()).isEqualTo(400);

      gateway.heal();
      gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));

      assertThat(gateway.chat("new").field("status")).isEqualTo("degraded");
      assertThat(gateway.chat("known").servedBy()).isEqualTo("cache");
    }
  }
}
