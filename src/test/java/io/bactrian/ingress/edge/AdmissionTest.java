package io.bactrian.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AdmissionTest {

  private final List<String> admitted = new ArrayList<>();

  private static Admission.Ticket enter(Admission admission, Runnable admitted) {
    return admission.enter(Priority.INTERACTIVE, admitted, () -> {});
  }

  @Test
  void the_line_is_served_in_order_and_is_bounded() {
    Admission admission = new Admission(1, 2, 50);
    Admission.Ticket inside = enter(admission, () -> {});
    Admission.Ticket first = enter(admission, () -> admitted.add("first"));
    Admission.Ticket second = enter(admission, () -> admitted.add("second"));
    Admission.Ticket third = enter(admission, () -> admitted.add("third"));

    assertThat(List.of(inside.first(), first.first(), second.first(), third.first()))
        .containsExactly(
            Admission.Place.INSIDE,
            Admission.Place.IN_LINE,
            Admission.Place.IN_LINE,
            Admission.Place.OUTSIDE);
    inside.leave();
    first.leave();
    assertThat(admitted).containsExactly("first", "second");
    assertThat(admission.inFlight()).isEqualTo(1);
    assertThat(admission.waiting()).isZero();
    assertThat(admission.rejected(Priority.INTERACTIVE)).isEqualTo(1);
  }

  @Test
  void a_place_is_given_back_once() {
    Admission admission = new Admission(2, 2, 50);
    Admission.Ticket one = enter(admission, () -> {});
    Admission.Ticket two = enter(admission, () -> {});
    one.leave();
    one.leave();
    assertThat(admission.inFlight()).isEqualTo(1);
    two.leave();
    assertThat(admission.inFlight()).isZero();
  }

  @Test
  void who_gives_up_is_not_admitted_later() {
    Admission admission = new Admission(1, 1, 50);
    Admission.Ticket inside = enter(admission, () -> {});
    Admission.Ticket waiting = enter(admission, () -> admitted.add("late"));
    assertThat(waiting.giveUp()).isTrue();
    assertThat(waiting.giveUp()).isFalse();
    waiting.leave();
    inside.leave();
    assertThat(admitted).isEmpty();
    assertThat(admission.inFlight()).isZero();
    assertThat(admission.rejected(Priority.INTERACTIVE)).isEqualTo(1);
  }

  @Test
  void who_leaves_the_line_frees_a_place_in_it() {
    Admission admission = new Admission(1, 1, 50);
    enter(admission, () -> {});
    enter(admission, () -> {}).leave();
    assertThat(admission.waiting()).isZero();
    assertThat(enter(admission, () -> {}).first()).isEqualTo(Admission.Place.IN_LINE);
  }

  @Test
  void a_permit_can_be_taken_too_late_to_give_up() {
    Admission admission = new Admission(1, 1, 50);
    Admission.Ticket inside = enter(admission, () -> {});
    Admission.Ticket waiting = enter(admission, () -> {});
    inside.leave();
    assertThat(waiting.giveUp()).isFalse();
    assertThat(admission.inFlight()).isEqualTo(1);
    waiting.leave();
    assertThat(admission.inFlight()).isZero();
  }

  @Test
  void counts_stay_exact_under_concurrency() throws Exception {
    int tasks = 20_000;
    int most = 7;
    Admission admission = new Admission(most, tasks, 50);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger peak = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(tasks);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < tasks; i++) {
        boolean leaves = i % 3 == 0;
        threads.execute(() -> visit(admission, threads, inside, peak, done, leaves));
      }
      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(peak).hasValueLessThanOrEqualTo(most);
    assertThat(admission.inFlight()).isZero();
    assertThat(admission.waiting()).isZero();
    assertThat(admission.rejected(Priority.INTERACTIVE)).isZero();
  }

  private static void visit(
      Admission admission,
      ExecutorService threads,
      AtomicInteger inside,
      AtomicInteger peak,
      CountDownLatch done,
      boolean leaves) {
    Admission.Ticket[] ticket = new Admission.Ticket[1];
    CountDownLatch known = new CountDownLatch(1);
    AtomicInteger over = new AtomicInteger();
    Runnable work =
        () -> {
          peak.accumulateAndGet(inside.incrementAndGet(), Math::max);
          inside.decrementAndGet();
          ticket[0].leave();
          if (over.getAndIncrement() == 0) {
            done.countDown();
          }
        };
    ticket[0] =
        enter(
            admission,
            () ->
                threads.execute(
                    () -> {
                      awaitQuietly(known);
                      if (over.get() == 0) {
                        work.run();
                      }
                    }));
    known.countDown();
    if (ticket[0].first() == Admission.Place.INSIDE) {
      work.run();
    } else if (leaves) {
      ticket[0].leave();
      if (over.getAndIncrement() == 0) {
        done.countDown();
      }
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
