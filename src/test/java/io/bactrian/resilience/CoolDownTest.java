package io.bactrian.resilience;

import static io.bactrian.call.FailureKind.CALLER_INVALID_REQUEST;
import static io.bactrian.call.FailureKind.TARGET_ACCESS_DENIED;
import static io.bactrian.call.FailureKind.TARGET_INTERNAL_ERROR;
import static io.bactrian.call.FailureKind.TARGET_QUOTA_EXHAUSTED;
import static io.bactrian.call.FailureKind.TARGET_THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.fixture.ManualClock;
import io.bactrian.fixture.TestPool;
import io.bactrian.resilience.CoolDown.Pass;
import io.bactrian.resilience.TargetHealth.Cooling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CoolDownTest {

  private final ManualClock clock = new ManualClock();
  private double chance;
  private final CoolDown coolDown = new CoolDown(TestPool.COOL_DOWNS, clock, () -> chance);

  @Test
  void lets_everyone_through_until_something_cools_it() {
    assertThat(coolDown.enter()).isEqualTo(Pass.FREE);
    assertThat(coolDown.over()).isTrue();
    assertThat(coolDown.failed(Pass.FREE, TARGET_INTERNAL_ERROR)).isEmpty();
    assertThat(coolDown.enter()).isEqualTo(Pass.FREE);
    assertThat(coolDown.reason()).isEmpty();
    assertThat(coolDown.timeLeft()).isZero();
  }

  @Test
  void refuses_while_the_pause_lasts() {
    assertThat(coolDown.failed(Pass.FREE, TARGET_THROTTLED)).contains(Duration.ofSeconds(2));
    assertThat(coolDown.over()).isFalse();
    assertThat(coolDown.enter()).isEqualTo(Pass.REFUSED);
    assertThat(coolDown.reason()).contains(TARGET_THROTTLED);
    assertThat(coolDown.timeLeft()).isEqualTo(Duration.ofSeconds(2));

    clock.advance(Duration.ofSeconds(2).minusNanos(1));
    assertThat(coolDown.enter()).isEqualTo(Pass.REFUSED);
    assertThat(coolDown.timeLeft()).isEqualTo(Duration.ofNanos(1));
    clock.advance(Duration.ofNanos(1));
    assertThat(coolDown.over()).isTrue();
    assertThat(coolDown.timeLeft()).isZero();
  }

  @Test
  void doubles_the_pause_while_throttling_goes_on_up_to_the_longest() {
    List<Long> seconds = new ArrayList<>();
    Pass pass = Pass.FREE;
    for (int i = 0; i < 8; i++) {
      seconds.add(coolDown.failed(pass, TARGET_THROTTLED).orElseThrow().toSeconds());
      clock.advance(Duration.ofMinutes(2));
      pass = coolDown.enter();
    }
    assertThat(seconds).containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void a_long_streak_does_not_overflow_the_pause() {
    Pass pass = Pass.FREE;
    for (int i = 0; i < 100; i++) {
      assertThat(coolDown.failed(pass, TARGET_THROTTLED).orElseThrow())
          .isBetween(Duration.ofSeconds(2), Duration.ofMinutes(1));
      clock.advance(Duration.ofMinutes(2));
      pass = coolDown.enter();
    }
  }

  @Test
  void spreads_pauses_by_up_to_a_fifth() {
    chance = 0.999_999;
    Duration longest = coolDown.failed(Pass.FREE, TARGET_THROTTLED).orElseThrow();
    assertThat(longest).isBetween(Duration.ofMillis(2_390), Duration.ofMillis(2_400));
    coolDown.reset();
    chance = 0.5;
    assertThat(coolDown.failed(Pass.FREE, TARGET_THROTTLED)).contains(Duration.ofMillis(2_200));
  }

  @Test
  void a_daily_quota_and_a_misconfiguration_have_pauses_of_their_own() {
    assertThat(coolDown.failed(Pass.FREE, TARGET_QUOTA_EXHAUSTED)).contains(Duration.ofMinutes(15));
    coolDown.reset();
    assertThat(coolDown.failed(Pass.FREE, TARGET_ACCESS_DENIED)).contains(Duration.ofMinutes(10));
  }

  @Test
  void calls_under_way_when_the_pause_began_do_not_lengthen_it() {
    Pass one = coolDown.enter();
    Pass other = coolDown.enter();
    coolDown.failed(one, TARGET_THROTTLED);
    clock.advance(Duration.ofSeconds(1));

    assertThat(coolDown.failed(other, TARGET_THROTTLED)).isEmpty();
    assertThat(coolDown.timeLeft()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void one_probe_goes_through_when_the_pause_is_over_and_only_one() throws Exception {
    coolDown.failed(Pass.FREE, TARGET_THROTTLED);
    clock.advance(Duration.ofSeconds(2));

    List<Callable<Pass>> crowd = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      crowd.add(coolDown::enter);
    }
    List<Pass> passes = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Pass> pass : threads.invokeAll(crowd)) {
        passes.add(pass.get());
      }
    }
    assertThat(passes).hasSize(500).containsOnlyOnce(Pass.PROBE).doesNotContain(Pass.FREE);
  }

  @Test
  void a_probe_that_succeeds_ends_the_matter_and_the_streak() {
    coolDown.failed(Pass.FREE, TARGET_THROTTLED);
    clock.advance(Duration.ofSeconds(2));

    assertThat(coolDown.succeeded(coolDown.enter())).isTrue();
    assertThat(coolDown.enter()).isEqualTo(Pass.FREE);
    assertThat(coolDown.reason()).isEmpty();
    assertThat(coolDown.failed(Pass.FREE, TARGET_THROTTLED)).contains(Duration.ofSeconds(2));
  }

  @Test
  void the_success_of_a_call_from_before_the_pause_does_not_end_it() {
    Pass before = coolDown.enter();
    coolDown.failed(Pass.FREE, TARGET_THROTTLED);

    assertThat(coolDown.succeeded(before)).isFalse();
    assertThat(coolDown.enter()).isEqualTo(Pass.REFUSED);
  }

  @Test
  void a_probe_that_fails_otherwise_makes_room_for_the_next() {
    coolDown.failed(Pass.FREE, TARGET_THROTTLED);
    clock.advance(Duration.ofSeconds(2));

    Pass probe = coolDown.enter();
    assertThat(coolDown.enter()).isEqualTo(Pass.REFUSED);
    assertThat(coolDown.failed(probe, TARGET_INTERNAL_ERROR)).isEmpty();
    assertThat(coolDown.enter()).isEqualTo(Pass.PROBE);
  }

  @Test
  void what_is_known_from_elsewhere_begins_a_pause_that_ends_with_a_probe() {
    assertThat(coolDown.resume(new Cooling(TARGET_THROTTLED, Duration.ofHours(1), 0))).isTrue();
    assertThat(coolDown.enter()).isEqualTo(Pass.REFUSED);
    assertThat(coolDown.timeLeft()).isEqualTo(Duration.ofHours(1));
    assertThat(coolDown.reason()).contains(TARGET_THROTTLED);

    clock.advance(Duration.ofHours(1));
    assertThat(coolDown.succeeded(coolDown.enter())).isTrue();
    assertThat(coolDown.enter()).isEqualTo(Pass.FREE);
  }

  @Test
  void an_operator_can_end_it() {
    coolDown.failed(Pass.FREE, TARGET_ACCESS_DENIED);
    coolDown.reset();

    assertThat(coolDown.over()).isTrue();
    assertThat(coolDown.enter()).isEqualTo(Pass.FREE);
    assertThat(coolDown.reason()).isEmpty();
  }

  @Test
  void any_failure_that_counts_begins_a_pause_where_that_is_wanted() {
    var settings =
        new CoolDownSettings(
            Duration.ofSeconds(2),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofMinutes(10),
            Duration.ofSeconds(5));
    var eager = new CoolDown(settings, clock, () -> chance);

    assertThat(eager.failed(Pass.FREE, CALLER_INVALID_REQUEST)).isEmpty();
    assertThat(eager.failed(Pass.FREE, TARGET_INTERNAL_ERROR)).contains(Duration.ofSeconds(5));
    assertThat(eager.enter()).isEqualTo(Pass.REFUSED);
    clock.advance(Duration.ofSeconds(5));
    assertThat(eager.failed(eager.enter(), TARGET_INTERNAL_ERROR)).contains(Duration.ofSeconds(5));
    clock.advance(Duration.ofSeconds(5));
    // The pauses after throttling begin at their shortest: other failures do not lengthen them.
    assertThat(eager.failed(eager.enter(), TARGET_THROTTLED)).contains(Duration.ofSeconds(2));
  }

  @Test
  void a_target_that_says_how_long_is_left_alone_at_least_that_long() {
    chance = 0.5;
    assertThat(coolDown.atLeast(TARGET_THROTTLED, Duration.ofSeconds(90)))
        .contains(Duration.ofSeconds(99));
    assertThat(coolDown.reason()).contains(TARGET_THROTTLED);
    // What the attempt's own end says does not shorten it.
    assertThat(coolDown.failed(Pass.FREE, TARGET_THROTTLED)).isEmpty();
    assertThat(coolDown.timeLeft()).isEqualTo(Duration.ofSeconds(99));
    assertThat(coolDown.atLeast(TARGET_THROTTLED, Duration.ofSeconds(10))).isEmpty();
    assertThat(coolDown.timeLeft()).isEqualTo(Duration.ofSeconds(99));
  }

  @Test
  void what_a_target_says_does_not_shorten_the_pause_that_its_failure_calls_for() {
    assertThat(coolDown.atLeast(TARGET_QUOTA_EXHAUSTED, Duration.ofSeconds(3)))
        .contains(Duration.ofMinutes(15));
    assertThat(coolDown.failed(Pass.FREE, TARGET_QUOTA_EXHAUSTED)).isEmpty();
    assertThat(coolDown.timeLeft()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void what_a_target_says_lengthens_a_pause_that_has_begun() {
    coolDown.failed(Pass.FREE, TARGET_THROTTLED);
    assertThat(coolDown.atLeast(TARGET_THROTTLED, Duration.ofSeconds(30)))
        .contains(Duration.ofSeconds(30));
    assertThat(coolDown.timeLeft()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void a_probe_that_is_told_how_long_makes_room_for_the_next_only_after_that() {
    coolDown.failed(Pass.FREE, TARGET_THROTTLED);
    clock.advance(Duration.ofSeconds(2));
    Pass probe = coolDown.enter();
    coolDown.atLeast(TARGET_THROTTLED, Duration.ofSeconds(30));

    assertThat(coolDown.failed(probe, TARGET_THROTTLED)).isEmpty();
    clock.advance(Duration.ofSeconds(29));
    assertThat(coolDown.enter()).isEqualTo(Pass.REFUSED);
    clock.advance(Duration.ofSeconds(1));
    assertThat(coolDown.enter()).isEqualTo(Pass.PROBE);
  }
}
