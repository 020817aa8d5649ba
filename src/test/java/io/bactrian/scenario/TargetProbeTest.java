package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.fixture.RecordedEvents;
import io.bactrian.queue.intake.TargetProbe;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The probe that the queues are resumed by, through the routes of a running gateway. */
@Timeout(60)
final class TargetProbeTest {

  private final RunningGateway gateway = RunningGateway.with("bactrian.regions", "us-east-1");
  private final RecordedEvents events = new RecordedEvents();

  @AfterEach
  void stop() {
    gateway.close();
  }

  private TargetProbe probe(String model) {
    var template = gateway.context().createProducerTemplate();
    return new TargetProbe(
        "default",
        () -> Optional.ofNullable(model),
        () -> template,
        events,
        () -> "probe-1",
        System::nanoTime);
  }

  @Test
  void it_closes_a_half_open_breaker_without_any_traffic() {
    gateway.halfOpen(RunningGateway.EAST);
    TargetProbe probe = probe("claude-haiku");
    assertThat(probe.isAnswered()).isTrue();
    assertThat(probe.isAnswered()).isTrue();
    gateway.awaitState(RunningGateway.target(RunningGateway.EAST), State.CLOSED);
    assertThat(gateway.received()).isEqualTo(2);
    assertThat(events.of(CallFinished.class)).extracting(CallFinished::status).contains(200);
  }

  @Test
  void nothing_stands_in_for_a_target_that_fails() {
    gateway.set(Fault.exception(FaultKind.SERVICE_UNAVAILABLE));
    assertThat(probe("claude-haiku").isAnswered()).isFalse();
    CallFinished told = events.of(CallFinished.class).getFirst();
    assertThat(told.status()).isEqualTo(503);
    assertThat(told.call().api()).isEqualTo("probe");
    assertThat(told.call().attempts()).hasSize(1);
  }

  @Test
  void without_a_target_to_ask_nobody_is_asked() {
    assertThat(probe(null).isAnswered()).isFalse();
    assertThat(gateway.received()).isZero();
    assertThat(events.all()).isEmpty();
  }
}
