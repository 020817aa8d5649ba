package io.bactrian.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerTest {

  private final Caller caller = new Caller();
  private final List<String> done = new ArrayList<>();

  @Test
  void all_that_was_asked_for_is_done_once_when_the_caller_leaves() {
    caller.whenLeaving(() -> done.add("one"));
    caller.whenLeaving(() -> done.add("other"));
    assertThat(done).isEmpty();

    caller.leave();
    caller.leave();

    assertThat(done).containsExactly("one", "other");
  }

  @Test
  void what_is_asked_for_after_that_is_done_at_once() {
    caller.leave();
    caller.whenLeaving(() -> done.add("late"));
    assertThat(done).containsExactly("late");
  }

  @Test
  void what_is_forgotten_is_not_done() {
    Runnable forgotten = () -> done.add("forgotten");
    caller.whenLeaving(forgotten);
    caller.whenLeaving(() -> done.add("kept"));
    caller.forget(forgotten);

    caller.leave();

    assertThat(done).containsExactly("kept");
  }

  @Test
  void a_wait_ends_with_the_caller() throws InterruptedException {
    assertThat(caller.leavesWithin(Duration.ZERO)).isFalse();
    Thread leaving = Thread.ofVirtual().start(caller::leave);
    assertThat(caller.leavesWithin(Duration.ofHours(1))).isTrue();
    leaving.join();
  }
}
