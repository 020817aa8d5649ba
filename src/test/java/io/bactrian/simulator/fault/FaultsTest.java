package io.bactrian.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bactrian.simulator.wire.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When faults hit, with a clock and seeds of the test's own. */
class FaultsTest {

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
  private final Faults faults = new Faults(clock::get, 1);

  private boolean hits(Faults faults) {
    return faults.hit("us-east-1", "m", Operation.CONVERSE).isPresent();
  }

  private List<Boolean> run(Fault fault) {
    var fresh = new Faults(clock::get, 1);
    fresh.set(fault);
    return IntStream.range(0, 2000).mapToObj(call -> hits(fresh)).toList();
  }

  @Test
  void probability_is_a_share_that_repeats_with_its_seed() {
    Fault sometimes = Fault.exception(FaultKind.INTERNAL).withProbability(0.3).withSeed(5);

    assertThat(run(sometimes)).isEqualTo(run(sometimes)).isNotEqualTo(run(sometimes.withSeed(6)));
    assertThat(run(sometimes).stream().filter(hit -> hit).count()).isBetween(500L, 700L);
    assertThat(run(sometimes.withProbability(0))).doesNotContain(true);
  }

  @Test
  void is_over_after_its_times() {
    ActiveFault set = faults.set(Fault.reset().times(2));

    assertThat(List.of(hits(faults), hits(faults), hits(faults)))
        .containsExactly(true, true, false);
    assertThat(set.fired()).isEqualTo(2);
    assertThat(faults.active()).isEmpty();
  }

  @Test
  void is_over_after_its_duration() {
    faults.set(Fault.reset().lasting(Duration.ofSeconds(1)));

    clock.addAndGet(Duration.ofMillis(999).toNanos());
    assertThat(hits(faults)).isTrue();
    clock.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(hits(faults)).isFalse();
  }

  @Test
  void first_one_that_matches_wins() {
    faults.set(Fault.exception(FaultKind.INTERNAL).forModel("other"));
    faults.set(Fault.exception(FaultKind.ACCESS_DENIED).in("us-*"));
    faults.set(Fault.exception(FaultKind.THROTTLING));

    assertThat(faults.hit("us-east-1", "m", Operation.CONVERSE).map(Fault::kind))
        .contains(FaultKind.ACCESS_DENIED);
    assertThat(faults.hit("eu-west-1", "m", Operation.CONVERSE).map(Fault::kind))
        .contains(FaultKind.THROTTLING);
  }

  @Test
  void refusal_is_a_matter_of_the_port_and_not_of_calls() {
    faults.set(Fault.connectionRefused().in("us-*").lasting(Duration.ofSeconds(3)));

    assertThat(hits(faults)).isFalse();
    assertThat(faults.refuses("us-east-1")).isTrue();
    assertThat(faults.refuses("eu-west-1")).isFalse();
    assertThat(faults.nextRefusalEnd()).contains(Duration.ofSeconds(3));
    faults.clear();
    assertThat(faults.refuses("us-east-1")).isFalse();
  }

  @Test
  void stream_faults_leave_other_operations_alone() {
    faults.set(Fault.cutAfter(1));

    assertThat(hits(faults)).isFalse();
    assertThat(faults.hit("r", "m", Operation.CONVERSE_STREAM)).isPresent();
  }

  @Test
  void parts_that_do_not_go_together_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.exception(FaultKind.CUT))
        .withMessage("cut is not the kind of an exception");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.connectionRefused().withProbability(0.5))
        .withMessage("connection-refused does not take probability");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.streamException(FaultKind.ACCESS_DENIED, 1))
        .withMessageContaining("exception of stream-exception must be one of throttling");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.reset().withProbability(Double.NaN))
        .withMessageContaining("probability must be from 0 to 1");
  }
}
