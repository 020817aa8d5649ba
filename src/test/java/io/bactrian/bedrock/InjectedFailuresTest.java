package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Target;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.ManualClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InjectedFailuresTest {

  private static final Duration TIMEOUT = Duration.ofMillis(20);
  private static final Map<InjectedKind, FailureKind> MEANING =
      Map.of(
          InjectedKind.UNAVAILABLE, FailureKind.TARGET_UNAVAILABLE,
          InjectedKind.THROTTLED, FailureKind.TARGET_THROTTLED,
          InjectedKind.INTERNAL_ERROR, FailureKind.TARGET_INTERNAL_ERROR,
          InjectedKind.NOT_READY, FailureKind.TARGET_NOT_READY,
          InjectedKind.MODEL_ERROR, FailureKind.TARGET_MODEL_ERROR,
          InjectedKind.ACCESS_DENIED, FailureKind.TARGET_ACCESS_DENIED,
          InjectedKind.TIMEOUT, FailureKind.TARGET_TIMEOUT,
          InjectedKind.CONNECTION_FAILED, FailureKind.TARGET_CONNECTION_FAILED,
          InjectedKind.EMPTY_REPLY, FailureKind.TARGET_EMPTY_REPLY);

  private final ManualClock clock = new ManualClock();
  private final AtomicReference<Double> chance = new AtomicReference<>(0.0);
  private final InjectedFailures injected = new InjectedFailures(clock, chance::get);
  private final InjectedFailure unavailable = InjectedFailure.of(InjectedKind.UNAVAILABLE);

  private TargetCall strike(Target target) {
    return injected.strike(TargetCall.of(Calls.asking("Why?"), target, TIMEOUT));
  }

  private boolean fails(Target target) {
    return catchThrowable(() -> strike(target)) != null;
  }

  @ParameterizedTest
  @EnumSource
  void every_kind_means_the_row_of_its_name(InjectedKind kind) {
    injected.enable(InjectedFailure.of(kind));
    Throwable thrown = catchThrowable(() -> strike(Calls.EAST));
    if (kind.fails()) {
      assertThat(new BedrockFailures().classify(thrown).kind()).isEqualTo(MEANING.get(kind));
      assertThat(MEANING.get(kind).label()).isEqualTo("target-" + kind.label());
    } else {
      assertThat(thrown).isNull();
    }
  }

  @Test
  void nothing_fails_until_it_is_enabled_and_after_it_is_disabled() {
    assertThat(injected.enabled()).isFalse();
    assertThat(fails(Calls.EAST)).isFalse();
    injected.enable(unavailable);
    assertThat(injected.enabled()).isTrue();
    assertThat(fails(Calls.EAST)).isTrue();
    injected.disable();
    assertThat(fails(Calls.EAST)).isFalse();
    assertThat(injected.all()).isEmpty();
  }

  @Test
  void a_failure_keeps_to_its_region_and_its_model() {
    Target otherModel = Calls.ofModel("nova");
    injected.enable(unavailable.inRegion(Optional.of("us-east-1")).ofModel(Optional.of("haiku")));
    assertThat(fails(Calls.EAST)).isTrue();
    assertThat(fails(Calls.WEST)).isFalse();
    assertThat(fails(otherModel)).isFalse();
    injected.enable(unavailable.inRegion(Optional.of("us-west-2")));
    assertThat(fails(Calls.WEST)).isTrue();
    assertThat(injected.all()).hasSize(2);
  }

  @Test
  void a_probability_is_the_share_of_calls_that_fail() {
    injected.enable(unavailable.withProbability(0.3));
    chance.set(0.299);
    assertThat(fails(Calls.EAST)).isTrue();
    chance.set(0.3);
    assertThat(fails(Calls.EAST)).isFalse();
  }

  @Test
  void a_failure_ends_by_itself_when_its_duration_has_passed() {
    injected.enable(unavailable.lasting(Optional.of(Duration.ofSeconds(5))));
    clock.advance(Duration.ofMillis(4_999));
    assertThat(fails(Calls.EAST)).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(fails(Calls.EAST)).isFalse();
    assertThat(injected.enabled()).isFalse();
    assertThat(injected.all()).isEmpty();
  }

  @Test
  void the_same_failure_enabled_again_begins_anew() {
    InjectedFailure brief = unavailable.lasting(Optional.of(Duration.ofSeconds(5)));
    injected.enable(brief);
    clock.advance(Duration.ofSeconds(4));
    injected.enable(brief);
    clock.advance(Duration.ofSeconds(4));
    assertThat(injected.all()).containsExactly(brief);
  }

  @Test
  void what_alternates_is_ill_first_and_then_well() {
    injected.enable(unavailable.alternating(Duration.ofSeconds(2)));
    for (int cycle = 0; cycle < 3; cycle++) {
      assertThat(fails(Calls.EAST)).isTrue();
      clock.advance(Duration.ofSeconds(2));
      assertThat(fails(Calls.EAST)).isFalse();
      clock.advance(Duration.ofSeconds(2));
    }
  }

  @Test
  void time_that_was_lost_is_missing_from_the_attempt() {
    injected.enable(InjectedFailure.of(InjectedKind.LATENCY_ONLY).after(Duration.ofMillis(5)));
    assertThat(strike(Calls.EAST).timeout()).hasMillis(15);
  }

  @Test
  void a_target_later_than_the_attempt_may_take_is_a_timeout() {
    injected.enable(InjectedFailure.of(InjectedKind.LATENCY_ONLY).after(Duration.ofHours(1)));
    Throwable thrown = catchThrowable(() -> strike(Calls.EAST));
    assertThat(new BedrockFailures().classify(thrown).kind()).isEqualTo(FailureKind.TARGET_TIMEOUT);
  }

  @Test
  void a_stop_ends_the_wait() {
    injected.enable(InjectedFailure.of(InjectedKind.LATENCY_ONLY).after(TIMEOUT.minusMillis(1)));
    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(() -> strike(Calls.EAST));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(new BedrockFailures().classify(thrown).kind())
        .isEqualTo(FailureKind.GATEWAY_STOPPING);
  }

  @Test
  void without_any_the_attempt_is_the_same() {
    TargetCall attempt = TargetCall.of(Calls.asking("Why?"), Calls.EAST, TIMEOUT);
    assertThat(injected.strike(attempt)).isSameAs(attempt);
    assertThatCode(() -> injected.cut(attempt, null)).doesNotThrowAnyException();
  }

  @Test
  void scenarios_of_one_region_take_the_first_where_none_is_named() {
    for (InjectedScenario scenario : InjectedScenario.values()) {
      boolean everywhere = scenario.failure(Optional.empty(), "a").region().isEmpty();
      assertThat(everywhere)
          .isEqualTo(
              scenario == InjectedScenario.THROTTLING_STORM
                  || scenario == InjectedScenario.MID_STREAM_CUTS);
      assertThat(scenario.failure(Optional.of("b"), "a").region()).contains("b");
    }
  }
}
