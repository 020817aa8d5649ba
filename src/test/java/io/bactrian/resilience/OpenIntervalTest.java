package io.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.fixture.ManualClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OpenIntervalTest {

  private final ManualClock clock = new ManualClock();
  private final AtomicReference<Double> chance = new AtomicReference<>(0.0);
  private final OpenInterval interval = interval(2, Duration.ofMinutes(5));

  private OpenInterval interval(float multiplier, Duration longest) {
    var settings =
        new BreakerSettings(
            6,
            3,
            50,
            Duration.ofSeconds(10),
            100,
            Duration.ofSeconds(30),
            2,
            new OpenIntervalGrowth(multiplier, longest),
            Optional.empty());
    return new OpenInterval(settings, clock, chance::get);
  }

  private long opens() {
    long millis = interval.ask();
    interval.observe(State.OPEN);
    return millis / 1_000;
  }

  private void closesFor(Duration time) {
    interval.observe(State.HALF_OPEN);
    interval.observe(State.CLOSED);
    clock.advance(time);
  }

  @Test
  void an_opening_soon_after_closing_is_longer_up_to_the_longest() {
    assertThat(interval.openings()).isZero();
    for (long expected : new long[] {30, 60, 120, 240, 300, 300}) {
      assertThat(opens()).isEqualTo(expected);
      closesFor(Duration.ofSeconds(2));
    }
    assertThat(interval.openings()).isEqualTo(6);
  }

  @Test
  void a_breaker_that_was_closed_for_twice_its_last_interval_begins_anew() {
    opens();
    closesFor(Duration.ofSeconds(59));
    assertThat(opens()).isEqualTo(60);
    closesFor(Duration.ofSeconds(119));
    assertThat(opens()).isEqualTo(120);
    closesFor(Duration.ofSeconds(240));
    assertThat(opens()).isEqualTo(30);
    assertThat(interval.openings()).isEqualTo(1);
  }

  @Test
  void a_failed_probe_repeats_the_interval_and_is_no_further_opening() {
    opens();
    closesFor(Duration.ofSeconds(1));
    assertThat(opens()).isEqualTo(60);
    for (int probe = 0; probe < 5; probe++) {
      interval.observe(State.HALF_OPEN);
      assertThat(opens()).isEqualTo(60);
    }
    assertThat(interval.openings()).isEqualTo(2);
  }

  @Test
  void chance_makes_it_up_to_a_fifth_longer_and_never_shorter() {
    chance.set(0.5);
    assertThat(opens()).isEqualTo(33);
    interval.observe(State.HALF_OPEN);
    chance.set(0.999_999_9);
    assertThat(opens()).isEqualTo(36);
  }

  @Test
  void asking_twice_is_one_opening_whose_last_answer_holds() {
    interval.ask();
    chance.set(0.5);
    assertThat(opens()).isEqualTo(33);
    assertThat(interval.openings()).isEqualTo(1);
    assertThat(interval.until()).contains(clock.instant().plusSeconds(33));
  }

  @Test
  void the_end_is_known_only_while_it_is_open() {
    assertThat(interval.until()).isEmpty();
    opens();
    assertThat(interval.until()).contains(clock.instant().plusSeconds(30));
    interval.observe(State.HALF_OPEN);
    assertThat(interval.until()).isEmpty();
    interval.observe(State.OPEN);
    assertThat(interval.until()).isEmpty();
  }

  @Test
  void changes_that_are_told_late_do_no_harm() {
    opens();
    interval.observe(State.OPEN);
    assertThat(interval.until()).isPresent();
    assertThat(interval.openings()).isEqualTo(1);
  }

  @Test
  void a_reset_forgets_what_was() {
    opens();
    closesFor(Duration.ofSeconds(1));
    interval.forget();
    assertThat(interval.openings()).isZero();
    assertThat(opens()).isEqualTo(30);
  }

  @Test
  void a_multiplier_of_one_and_a_short_longest_keep_it_as_it_is() {
    for (OpenInterval even :
        new OpenInterval[] {
          interval(1, Duration.ofMinutes(5)), interval(2, Duration.ofMillis(10))
        }) {
      for (int i = 0; i < 4; i++) {
        assertThat(even.ask()).isEqualTo(30_000);
        even.observe(State.OPEN);
        even.observe(State.CLOSED);
      }
    }
  }
}
