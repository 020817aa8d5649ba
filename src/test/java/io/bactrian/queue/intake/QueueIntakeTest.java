package io.bactrian.queue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.event.GatewayEvent.QueuePaused;
import io.bactrian.event.GatewayEvent.QueueResumed;
import io.bactrian.fixture.ManualClock;
import io.bactrian.fixture.RecordedEvents;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Who may pause and resume a queue, and that nobody resumes what another has paused. */
class QueueIntakeTest {

  private final HandConsumers consumers = new HandConsumers();
  private final RecordedEvents events = new RecordedEvents();
  private final ManualClock clock = new ManualClock();
  private final QueueIntake intake =
      new QueueIntake("requests", consumers, events, clock, Runnable::run);

  private void assertPausedBy(String by) {
    assertThat(intake.hold().orElseThrow().by()).isEqualTo(by);
    assertThat(intake.state()).isEqualTo(QueueIntake.State.PAUSED);
    assertThat(consumers.take()).isFalse();
  }

  private void assertRunning() {
    assertThat(intake.hold()).isEmpty();
    assertThat(intake.state()).isEqualTo(QueueIntake.State.RUNNING);
    assertThat(consumers.take()).isTrue();
  }

  @Test
  void without_targets_it_is_paused_once_and_resumed_once() {
    intake.targetsLost(true);
    intake.targetsLost(false);
    intake.look();
    assertPausedBy("gateway");
    assertThat(intake.hold().orElseThrow().reason()).isEqualTo(Hold.Reason.NO_USABLE_TARGET);
    assertThat(intake.hold().orElseThrow().since()).isEqualTo(clock.instant());
    intake.targetsAnswer();
    intake.targetsAnswer();
    intake.look();
    assertRunning();
    assertThat(consumers.changes).containsExactly("suspend", "resume");
    assertThat(events.all())
        .containsExactly(
            new QueuePaused("requests", "no-usable-target"), new QueueResumed("requests"));
  }

  @Test
  void an_operator_s_pause_outlives_outage_and_recovery() {
    intake.pause("alice@127.0.0.1");
    intake.targetsLost(true);
    intake.targetsAnswer();
    intake.look();
    assertPausedBy("alice@127.0.0.1");
    intake.resume("bob@127.0.0.1");
    assertRunning();
    assertThat(events.all())
        .containsExactly(
            new OperatorActed("pause queue requests", "alice@127.0.0.1"),
            new QueuePaused("requests", "operator"),
            new OperatorActed("resume queue requests", "bob@127.0.0.1"),
            new QueueResumed("requests"));
  }

  @Test
  void a_pause_through_camel_is_an_operator_s_and_survives_recovery() {
    consumers.suspendRoute();
    intake.look();
    assertPausedBy("jmx");
    intake.targetsLost(true);
    intake.targetsAnswer();
    intake.look();
    assertPausedBy("jmx");
    consumers.resumeRoute();
    intake.look();
    assertRunning();
    assertThat(events.of(QueuePaused.class)).hasSize(1);
    assertThat(events.of(QueueResumed.class)).hasSize(1);
  }

  @Test
  void a_route_that_was_stopped_through_camel_runs_again_when_an_operator_resumes_the_queue() {
    consumers.suspendRoute();
    intake.look();
    intake.resume("alice@127.0.0.1");
    assertThat(consumers.changes).endsWith("run", "resume");
    intake.look();
    assertRunning();
  }

  @Test
  void an_operator_who_resumes_without_targets_is_obeyed_until_the_next_opening() {
    intake.targetsLost(true);
    intake.resume("alice@127.0.0.1");
    intake.targetsLost(false);
    intake.look();
    assertRunning();
    intake.targetsLost(true);
    assertPausedBy("gateway");
  }

  @Test
  void so_is_one_who_resumes_through_camel() {
    intake.targetsLost(true);
    consumers.suspendRoute();
    intake.look();
    consumers.resumeRoute();
    intake.look();
    intake.targetsLost(false);
    assertRunning();
    intake.targetsLost(true);
    assertPausedBy("gateway");
  }

  @Test
  void what_a_broker_refuses_is_tried_again() {
    consumers.brokerRefuses = true;
    intake.targetsLost(true);
    intake.look();
    assertThat(intake.state()).isEqualTo(QueueIntake.State.PAUSING);
    consumers.brokerRefuses = false;
    intake.look();
    assertPausedBy("gateway");
  }

  @Test
  void a_broker_that_hangs_holds_nobody_up_and_gets_one_thread() {
    Queue<Runnable> hanging = new ArrayDeque<>();
    var slow = new QueueIntake("slow", consumers, events, clock, hanging::add);
    slow.targetsLost(true);
    slow.look();
    slow.targetsAnswer();
    slow.pause("alice@127.0.0.1");
    slow.resume("alice@127.0.0.1");
    slow.look();
    assertThat(hanging).hasSize(1);
    assertThat(slow.state()).isEqualTo(QueueIntake.State.RESUMING);
    hanging.remove().run();
    assertThat(hanging).as("what it missed meanwhile").hasSize(1);
    hanging.remove().run();
    assertThat(consumers.changes).containsExactly("suspend", "resume");
    assertThat(slow.state()).isEqualTo(QueueIntake.State.RUNNING);
  }

  @Test
  void when_the_gateway_stops_nothing_resumes_it() {
    Queue<String> done = new ArrayDeque<>();
    intake.stop(() -> done.add("stopped"));
    intake.targetsAnswer();
    intake.resume("alice@127.0.0.1");
    intake.look();
    assertThat(consumers.take()).isFalse();
    assertThat(done).containsExactly("stopped");
  }
}
