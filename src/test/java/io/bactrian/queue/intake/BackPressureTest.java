package io.bactrian.queue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.fixture.ManualClock;
import io.bactrian.fixture.RecordedEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** When queues are paused and resumed by themselves, and when a target is probed for them. */
class BackPressureTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();
  private final RecordedEvents events = new RecordedEvents();
  private final HandConsumers first = new HandConsumers();
  private final HandConsumers second = new HandConsumers();
  private final List<QueueIntake> queues =
      List.of(
          new QueueIntake("first", first, events, clock, Runnable::run),
          new QueueIntake("second", second, events, clock, Runnable::run));
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean usable = true;
  private boolean answers;
  private int probes;
  private final BackPressure backPressure =
      new BackPressure(queues, () -> usable, this::probe, clock, tasks::add);

  private boolean probe() {
    probes++;
    return answers;
  }

  private void work() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private void pool(boolean nowUsable) {
    usable = nowUsable;
    backPressure.poolMoved(!nowUsable);
    work();
  }

  private void lookAfter(Duration time) {
    clock.advance(time);
    backPressure.look();
    work();
  }

  @Test
  void every_queue_is_paused_when_the_last_target_is_lost() {
    pool(false);
    assertThat(first.take()).isFalse();
    assertThat(second.take()).isFalse();
    assertThat(probes).isZero();
  }

  @Test
  void a_target_that_answers_the_probe_resumes_them() {
    pool(false);
    answers = true;
    pool(true);
    assertThat(probes).isEqualTo(1);
    assertThat(first.take()).isTrue();
    assertThat(second.take()).isTrue();
    lookAfter(SECOND);
    assertThat(probes).as("none while nothing is paused").isEqualTo(1);
  }

  @Test
  void a_target_that_may_be_asked_but_does_not_answer_resumes_nothing() {
    pool(false);
    pool(true);
    assertThat(probes).isEqualTo(1);
    assertThat(first.take()).isFalse();
  }

  @Test
  void probes_go_one_at_a_time_at_growing_intervals_of_up_to_five_seconds() {
    pool(false);
    usable = true;
    backPressure.look();
    backPressure.look();
    assertThat(tasks).as("the first has not ended").hasSize(1);
    work();
    int[] soonest = {1, 2, 4, 5, 5};
    for (int i = 0; i < soonest.length; i++) {
      lookAfter(Duration.ofSeconds(soonest[i]).minusMillis(1));
      assertThat(probes).isEqualTo(i + 1);
      lookAfter(Duration.ofMillis(1));
      assertThat(probes).isEqualTo(i + 2);
    }
  }

  @Test
  void a_lost_event_is_made_up_for_by_the_next_look() {
    usable = false;
    lookAfter(SECOND);
    assertThat(first.take()).isFalse();
    usable = true;
    answers = true;
    lookAfter(SECOND);
    assertThat(first.take()).isTrue();
  }

  @Test
  void a_queue_that_an_operator_paused_is_not_probed_for_and_not_resumed() {
    queues.getFirst().pause("alice@127.0.0.1");
    lookAfter(SECOND);
    assertThat(probes).isZero();
    pool(false);
    answers = true;
    pool(true);
    assertThat(first.take()).isFalse();
    assertThat(second.take()).isTrue();
  }

  @Test
  void an_operator_s_resume_without_targets_ends_with_the_next_opening() {
    pool(false);
    queues.getFirst().resume("alice@127.0.0.1");
    lookAfter(SECOND);
    assertThat(first.take()).isTrue();
    assertThat(second.take()).isFalse();
    pool(true);
    pool(false);
    assertThat(first.take()).isFalse();
  }

  @Test
  void an_answer_that_comes_when_the_targets_are_lost_again_resumes_nothing() {
    pool(false);
    usable = true;
    answers = true;
    backPressure.look();
    usable = false;
    work();
    assertThat(first.take()).isFalse();
  }

  @Test
  void after_the_stop_nothing_is_taken_and_nobody_is_asked() throws InterruptedException {
    pool(false);
    backPressure.stop(0);
    answers = true;
    pool(true);
    lookAfter(SECOND);
    assertThat(probes).isZero();
    assertThat(first.take()).isFalse();
    assertThat(second.take()).isFalse();
  }
}
