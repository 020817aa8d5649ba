package io.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind;
import io.bactrian.event.GatewayEvent.BreakerStateChanged;
import io.bactrian.fixture.ManualClock;
import io.bactrian.fixture.RecordedEvents;
import io.bactrian.fixture.TestPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One breaker with the packed settings, asked a hundred times a second, in manual time. */
class FlappingTest {

  private static final long STEP_MILLIS = 10;
  private static final BreakerSettings PACKED =
      new BreakerSettings(
          6,
          3,
          50,
          Duration.ofSeconds(10),
          100,
          Duration.ofSeconds(30),
          2,
          new OpenIntervalGrowth(2, Duration.ofMinutes(5)),
          Optional.empty());

  private final ManualClock clock = new ManualClock();
  private final RecordedEvents events = new RecordedEvents();

  private CircuitBreaker breaker(double chance) {
    return new Breakers(
            CircuitBreakerRegistry.ofDefaults(), TestPool.CLASSIFIER, events, clock, () -> chance)
        .forTarget("us-east-1/haiku", PACKED);
  }

  /** Calls it all the time; returns how many calls reached the target. */
  private int run(CircuitBreaker breaker, Duration time, LongPredicate wellAtMillis) {
    int reached = 0;
    for (long at = 0; at < time.toMillis(); at += STEP_MILLIS) {
      if (breaker.tryAcquirePermission()) {
        reached++;
        if (wellAtMillis.test(at)) {
          breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        } else {
          breaker.onError(
              0, TimeUnit.NANOSECONDS, TestPool.failure(FailureKind.TARGET_UNAVAILABLE));
        }
      }
      clock.advance(Duration.ofMillis(STEP_MILLIS));
    }
    return reached;
  }

  private int changes() {
    return events.of(BreakerStateChanged.class).size();
  }

  @ParameterizedTest
  @CsvSource({"2000, 0", "2000, 0.5", "2000, 0.99", "500, 0.3", "5000, 0.7", "10000, 0.1"})
  void a_flapping_target_changes_state_at_most_12_times_in_2_minutes(long phase, double chance) {
    run(breaker(chance), Duration.ofMinutes(2), at -> at / phase % 2 == 0);
    assertThat(changes()).isBetween(1, 12);
  }

  @Test
  void a_target_that_goes_on_flapping_is_asked_ever_more_seldom() {
    CircuitBreaker breaker = breaker(0.1);
    int first = run(breaker, Duration.ofMinutes(15), at -> at / 2_000 % 2 == 0);
    int changesBefore = changes();
    int second = run(breaker, Duration.ofMinutes(15), at -> at / 2_000 % 2 == 0);
    assertThat(second).isLessThan(first);
    assertThat(changes() - changesBefore).isLessThan(changesBefore);
  }

  @Test
  void recovery_after_one_outage_waits_for_one_interval_however_long_it_was() {
    CircuitBreaker breaker = breaker(0.99);
    run(breaker, Duration.ofMinutes(20), at -> false);
    assertThat(breaker.getState()).isEqualTo(State.OPEN);
    run(breaker, Duration.ofSeconds(37), at -> true);
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void outages_that_are_far_apart_are_each_the_first() {
    CircuitBreaker breaker = breaker(0);
    for (int outage = 0; outage < 4; outage++) {
      run(breaker, Duration.ofSeconds(5), at -> false);
      run(breaker, Duration.ofSeconds(26), at -> true);
      assertThat(breaker.getState()).isEqualTo(State.CLOSED);
      run(breaker, Duration.ofMinutes(2), at -> true);
    }
  }
}
