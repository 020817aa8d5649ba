package io.bactrian.resilience;

import static io.bactrian.call.FailureKind.TARGET_THROTTLED;
import static io.bactrian.call.FailureKind.TARGET_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.fixture.ManualClock;
import io.bactrian.resilience.ConcurrencyLimit.Place;
import io.bactrian.resilience.ConcurrencySettings.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class ConcurrencyLimitTest {

  private static final Optional<FailureKind> ANSWERED = Optional.empty();

  private final ManualClock clock = new ManualClock();

  private ConcurrencyLimit limit(Mode mode, int initial, int min, int max) {
    return ConcurrencyLimit.of(new ConcurrencySettings(mode, initial, min, max), clock);
  }

  private static List<Place> takeAll(ConcurrencyLimit limit) {
    List<Place> places = new ArrayList<>();
    for (Optional<Place> place = limit.take(); place.isPresent(); place = limit.take()) {
      places.add(place.get());
    }
    return places;
  }

  private void round(ConcurrencyLimit limit, Duration latency, Optional<FailureKind> outcome) {
    List<Place> places = takeAll(limit);
    clock.advance(latency);
    places.forEach(place -> place.end(outcome));
  }

  @Test
  void off_there_is_none() {
    ConcurrencyLimit off = ConcurrencyLimit.of(ConcurrencySettings.NONE, clock);
    for (int i = 0; i < 10_000; i++) {
      assertThat(off.take()).isPresent();
    }
    assertThat(off.hasRoom()).isTrue();
    assertThat(off.value()).isZero();
  }

  @Test
  void a_place_is_free_again_when_its_call_has_ended_and_only_once() {
    ConcurrencyLimit limit = limit(Mode.AIMD, 2, 1, 2);
    Place one = limit.take().orElseThrow();
    Place other = limit.take().orElseThrow();
    assertThat(limit.hasRoom()).isFalse();
    assertThat(limit.take()).isEmpty();
    one.end(ANSWERED);
    one.end(ANSWERED);
    assertThat(limit.take()).isPresent();
    assertThat(limit.take()).isEmpty();
    other.end(ANSWERED);
    assertThat(limit.hasRoom()).isTrue();
  }

  @Test
  void answers_raise_it_to_its_maximum_while_half_of_it_is_used() {
    ConcurrencyLimit limit = limit(Mode.AIMD, 10, 1, 30);
    for (int i = 0; i < 100; i++) {
      limit.take().orElseThrow().end(ANSWERED);
    }
    assertThat(limit.value()).isEqualTo(10);
    for (int i = 0; i < 10; i++) {
      round(limit, Duration.ofSeconds(60), ANSWERED);
    }
    assertThat(limit.value()).isEqualTo(30);
  }

  @ParameterizedTest
  @EnumSource
  void throttling_and_timeouts_lower_it_by_a_tenth_and_nothing_else_does(FailureKind kind) {
    ConcurrencyLimit limit = limit(Mode.AIMD, 100, 1, 100);
    limit.take().orElseThrow().end(Optional.of(kind));
    boolean overload = kind == TARGET_THROTTLED || kind == TARGET_TIMEOUT;
    assertThat(limit.value()).isEqualTo(overload ? 90 : 100);
  }

  @Test
  void calls_that_were_under_way_together_lower_it_once() {
    ConcurrencyLimit limit = limit(Mode.AIMD, 100, 1, 100);
    round(limit, Duration.ofSeconds(1), Optional.of(TARGET_THROTTLED));
    assertThat(limit.value()).isEqualTo(90);
    clock.advance(Duration.ofSeconds(1));
    round(limit, Duration.ofSeconds(1), Optional.of(TARGET_THROTTLED));
    assertThat(limit.value()).isEqualTo(81);
  }

  @Test
  void it_never_falls_below_its_minimum() {
    ConcurrencyLimit limit = limit(Mode.AIMD, 20, 5, 20);
    for (int i = 0; i < 50; i++) {
      clock.advance(Duration.ofSeconds(1));
      round(limit, Duration.ofSeconds(1), Optional.of(TARGET_TIMEOUT));
    }
    assertThat(limit.value()).isEqualTo(5);
  }

  @Test
  void a_gradient_lowers_it_when_latency_grows() {
    ConcurrencyLimit limit = limit(Mode.GRADIENT, 40, 4, 100);
    for (int i = 0; i < 60; i++) {
      round(limit, Duration.ofMillis(500), ANSWERED);
    }
    int before = limit.value();
    for (int i = 0; i < 15; i++) {
      round(limit, Duration.ofSeconds(5), ANSWERED);
    }
    assertThat(limit.value()).isBetween(4, before - 5);
  }

  @Test
  void a_gradient_lowers_it_when_the_target_throttles_at_once() {
    ConcurrencyLimit limit = limit(Mode.GRADIENT, 40, 4, 100);
    for (int i = 0; i < 60; i++) {
      round(limit, Duration.ofMillis(500), ANSWERED);
    }
    int before = limit.value();
    for (int i = 0; i < 30; i++) {
      round(limit, Duration.ofMillis(400), Optional.of(TARGET_THROTTLED));
    }
    assertThat(limit.value()).isLessThan(before);
  }

  @Test
  void any_number_of_threads_lose_no_place_and_exceed_nothing() {
    ConcurrencyLimit limit = limit(Mode.AIMD, 10, 10, 10);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger peak = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20_000; i++) {
        int number = i;
        threads.submit(
            () ->
                limit
                    .take()
                    .ifPresent(
                        place -> {
                          peak.accumulateAndGet(inside.incrementAndGet(), Math::max);
                          Thread.yield();
                          inside.decrementAndGet();
                          place.end(number % 3 == 0 ? Optional.of(TARGET_TIMEOUT) : ANSWERED);
                          place.end(ANSWERED);
                        }));
      }
    }
    assertThat(peak).hasValueBetween(1, 10);
    assertThat(takeAll(limit)).hasSize(10);
  }
}
