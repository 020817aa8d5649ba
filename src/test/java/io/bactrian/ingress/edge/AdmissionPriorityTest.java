package io.bactrian.ingress.edge;

import static io.bactrian.ingress.edge.Priority.BATCH;
import static io.bactrian.ingress.edge.Priority.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bactrian.ingress.edge.Admission.Permit;
import io.bactrian.ingress.edge.Admission.Place;
import io.bactrian.ingress.edge.Admission.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is admitted first, and what batch work may hold. */
@Timeout(30)
class AdmissionPriorityTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<String> told = new ArrayList<>();

  private Ticket enter(Admission admission, Priority priority, String name) {
    return admission.enter(priority, () -> told.add(name + " in"), () -> told.add(name + " out"));
  }

  @Test
  void batch_work_holds_its_share_and_leaves_the_rest_to_interactive_calls() {
    Admission admission = new Admission(4, 10, 50);
    Ticket first = enter(admission, BATCH, "b1");
    enter(admission, BATCH, "b2");
    assertThat(enter(admission, BATCH, "b3").first()).isEqualTo(Place.IN_LINE);
    assertThat(enter(admission, INTERACTIVE, "i1").first()).isEqualTo(Place.INSIDE);
    assertThat(admission.batchInFlight()).isEqualTo(2);
    assertThat(admission.inFlight()).isEqualTo(3);

    first.leave();
    assertThat(told).containsExactly("b3 in");
    assertThat(admission.batchInFlight()).isEqualTo(2);
  }

  @Test
  void one_place_may_always_be_batch_work_s() {
    Admission admission = new Admission(3, 10, 1);
    assertThat(enter(admission, BATCH, "b1").first()).isEqualTo(Place.INSIDE);
    assertThat(enter(admission, BATCH, "b2").first()).isEqualTo(Place.IN_LINE);
  }

  @Test
  void interactive_calls_are_admitted_before_batch_work_that_waits_longer() {
    Admission admission = new Admission(1, 10, 100);
    Ticket inside = enter(admission, INTERACTIVE, "i0");
    Ticket batch = enter(admission, BATCH, "b1");
    Ticket one = enter(admission, INTERACTIVE, "i1");
    Ticket two = enter(admission, INTERACTIVE, "i2");
    inside.leave();
    one.leave();
    two.leave();
    batch.leave();
    assertThat(told).containsExactly("i1 in", "i2 in", "b1 in");
    assertThat(admission.inFlight()).isZero();
    assertThat(admission.batchInFlight()).isZero();
  }

  @Test
  void in_a_full_line_batch_work_gives_way_the_last_that_came_first() {
    Admission admission = new Admission(1, 2, 100);
    Ticket inside = enter(admission, INTERACTIVE, "i0");
    enter(admission, BATCH, "b1");
    Ticket displaced = enter(admission, BATCH, "b2");
    assertThat(enter(admission, BATCH, "b3").first()).isEqualTo(Place.OUTSIDE);

    assertThat(enter(admission, INTERACTIVE, "i1").first()).isEqualTo(Place.IN_LINE);
    assertThat(told).containsExactly("b2 out");
    assertThat(displaced.giveUp()).isFalse();
    displaced.leave();
    assertThat(enter(admission, INTERACTIVE, "i2").first()).isEqualTo(Place.IN_LINE);
    assertThat(enter(admission, INTERACTIVE, "i3").first()).isEqualTo(Place.OUTSIDE);
    inside.leave();

    assertThat(told).containsExactly("b2 out", "b1 out", "i1 in");
    assertThat(admission.waiting()).isEqualTo(1);
    assertThat(admission.rejected(BATCH)).isEqualTo(3);
    assertThat(admission.rejected(INTERACTIVE)).isEqualTo(1);
  }

  @Test
  void work_from_elsewhere_takes_a_permit_waits_for_it_and_gives_it_back_once()
      throws InterruptedException {
    Admission admission = new Admission(2, 1, 50);
    Optional<Permit> first = admission.acquire(BATCH, LONG);
    assertThat(first).isPresent();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Permit>> second = threads.submit(() -> admission.acquire(BATCH, LONG));
      await().until(() -> admission.waiting() == 1);
      assertThat(admission.acquire(BATCH, LONG)).isEmpty();
      first.orElseThrow().close();
      first.orElseThrow().close();
      await().until(second::isDone);
      assertThat(second.resultNow()).isPresent();
      assertThat(admission.inFlight()).isEqualTo(1);
      second.resultNow().orElseThrow().close();
    }
    assertThat(admission.inFlight()).isZero();
    assertThat(admission.batchInFlight()).isZero();
  }

  @Test
  void work_that_waits_in_vain_or_is_displaced_or_interrupted_gets_none_and_leaves_nothing()
      throws InterruptedException {
    Admission admission = new Admission(1, 1, 100);
    Ticket inside = enter(admission, INTERACTIVE, "i0");
    assertThat(admission.acquire(BATCH, Duration.ofMillis(1))).isEmpty();
    assertThat(admission.waiting()).isZero();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Permit>> displaced = threads.submit(() -> admission.acquire(BATCH, LONG));
      await().until(() -> admission.waiting() == 1);
      Ticket urgent = enter(admission, INTERACTIVE, "i1");
      await().until(displaced::isDone);
      assertThat(displaced.resultNow()).isEmpty();
      urgent.leave();

      Thread waiting =
          Thread.ofVirtual()
              .start(
                  () ->
                      assertThatThrownBy(() -> admission.acquire(BATCH, LONG))
                          .isInstanceOf(InterruptedException.class));
      await().until(() -> admission.waiting() == 1);
      waiting.interrupt();
      await().until(() -> admission.waiting() == 0);
    }
    inside.leave();
    assertThat(admission.inFlight()).isZero();
  }

  /** After each of many steps at random nobody waits who could be inside, and nothing is lost. */
  @Test
  void no_place_is_ever_lost_or_left_unused() {
    Random random = new Random(5);
    Admission admission = new Admission(5, 6, 40);
    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      int step = random.nextInt(5);
      if (step < 2 || tickets.isEmpty()) {
        tickets.add(enter(admission, random.nextBoolean() ? BATCH : INTERACTIVE, "x"));
      } else {
        Ticket ticket = tickets.get(random.nextInt(tickets.size()));
        if (step == 2 && ticket.first() == Place.IN_LINE) {
          ticket.giveUp();
        } else {
          tickets.remove(ticket);
          ticket.leave();
        }
      }
      told.clear();
      assertThat(admission.inFlight()).isBetween(0, 5);
      assertThat(admission.batchInFlight()).isBetween(0, 2);
      if (admission.waiting() > 0) {
        assertThat(admission.inFlight() == 5 || admission.batchInFlight() == 2).isTrue();
      }
    }
    tickets.forEach(Ticket::leave);
    assertThat(admission.inFlight()).isZero();
    assertThat(admission.batchInFlight()).isZero();
    assertThat(admission.waiting()).isZero();
  }

  @Test
  void many_threads_of_both_priorities_keep_within_the_limits() {
    int tasks = 5_000;
    Admission admission = new Admission(8, tasks, 25);
    AtomicInteger batch = new AtomicInteger();
    AtomicInteger batchPeak = new AtomicInteger();
    AtomicInteger served = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < tasks; i++) {
        Priority priority = i % 2 == 0 ? BATCH : INTERACTIVE;
        threads.submit(
            () -> {
              Permit permit = admission.acquire(priority, LONG).orElseThrow();
              try {
                if (priority == BATCH) {
                  batchPeak.accumulateAndGet(batch.incrementAndGet(), Math::max);
                  Thread.yield();
                  batch.decrementAndGet();
                }
                served.incrementAndGet();
              } finally {
                permit.close();
              }
              return null;
            });
      }
    }
    assertThat(served).hasValue(tasks);
    assertThat(batchPeak).hasValueBetween(1, 2);
    assertThat(admission.inFlight()).isZero();
    assertThat(admission.waiting()).isZero();
  }
}
