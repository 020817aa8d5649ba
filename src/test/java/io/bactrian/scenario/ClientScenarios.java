package io.bactrian.scenario;

import static io.bactrian.scenario.RunningGateway.EAST;
import static io.bactrian.scenario.RunningGateway.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every protocol's own client must see of failures, whatever it calls them. */
@Timeout(120)
abstract class ClientScenarios {

  static final String MODEL = "claude-haiku";

  /** A picture of one pixel: a PNG in base64. */
  static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  final RunningGateway gateway = RunningGateway.with("bactrian.strategy", "failover");

  /** Asks the ordinary question; returns the text of the answer. */
  abstract String answer();

  /** Asks the same for a stream; hands on each piece of text as it comes. */
  abstract void stream(Consumer<String> text);

  /**
   * Checks that the client's exception is the one for an apology: a 503, in the protocol's word.
   */
  abstract void assertApology(Throwable raised);

  abstract void closeClient();

  @AfterEach
  void stop() {
    closeClient();
    gateway.close();
  }

  @Test
  void when_all_regions_are_dead_the_client_learns_it_and_does_not_retry() {
    gateway.set(Fault.exception(FaultKind.INTERNAL));
    assertThatThrownBy(this::answer).satisfies(this::assertApology);
    assertThat(gateway.received(EAST)).isEqualTo(1);
    assertThat(gateway.received(WEST)).isEqualTo(1);
    assertThatThrownBy(() -> stream(text -> {})).satisfies(this::assertApology);
    assertThat(gateway.received(EAST)).isEqualTo(2);
    assertThat(gateway.received(WEST)).isEqualTo(2);
  }

  @Test
  void another_region_serves_while_the_first_is_broken() {
    gateway.set(Fault.reset().in(EAST));
    assertThat(answer()).contains(WEST);
    var streamed = new StringBuilder();
    stream(streamed::append);
    assertThat(streamed).contains(WEST);
  }
}
