package io.bactrian.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.Attempt;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.call.TargetCall;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;

class HedgePolicyTest {

  private static final Duration MINIMUM = Duration.ofMillis(100);

  private final ManualClock clock = new ManualClock();
  private final GatewayCall call = Calls.planned(Calls.EAST, Calls.WEST);
  private final HedgePolicy policy = policy(true, Optional.empty());

  private HedgePolicy policy(boolean enabled, Optional<Duration> delay) {
    return new HedgePolicy(List.of("haiku"), new HedgeSettings(enabled, delay, MINIMUM, 5), clock);
  }

  private void took(Duration time, Optional<FailureKind> failure) {
    var attempt = new Attempt(Calls.EAST, failure, time.toNanos(), Optional.empty());
    policy.ended(
        new AttemptResult(TargetCall.of(call, Calls.EAST, time), attempt, Optional.empty()));
  }

  @Test
  void a_delay_that_is_set_holds_from_the_first_call_on() {
    var fixed = policy(true, Optional.of(Duration.ofSeconds(3)));
    assertThat(fixed.delay(call)).contains(Duration.ofSeconds(3));
  }

  @Test
  void there_is_none_where_it_is_off_or_there_is_nobody_else_to_ask() {
    Optional<Duration> delay = Optional.of(Duration.ofSeconds(3));
    assertThat(policy(false, delay).delay(call)).isEmpty();
    assertThat(policy(true, delay).delay(Calls.planned(Calls.EAST))).isEmpty();
  }

  @Test
  void counts_of_tokens_are_never_asked_twice() {
    GatewayCall count =
        GatewayCall.received(
                "id-1",
                "default",
                "chat",
                "general",
                Delivery.whole("haiku"),
                new Question.CountTokens(CountTokensRequest.builder().build()),
                0)
            .withPlan("haiku", List.of(Calls.EAST, Calls.WEST));
    assertThat(policy(true, Optional.of(MINIMUM)).delay(count)).isEmpty();
  }

  @Test
  void a_copy_for_a_candidate_is_not_paid_for_twice() {
    GatewayCall copy =
        GatewayCall.received(
                "id-1",
                "default",
                GatewayCall.SHADOW,
                "general",
                call.delivery(),
                call.question(),
                0)
            .withPlan("haiku", List.of(Calls.EAST, Calls.WEST));
    assertThat(policy(true, Optional.of(MINIMUM)).delay(copy)).isEmpty();
  }

  @Test
  void the_percentile_is_of_answers_and_of_what_was_given_up_for_another() {
    for (int i = 0; i < 31; i++) {
      took(Duration.ofMillis(200), Optional.empty());
      took(Duration.ofMillis(1), Optional.of(FailureKind.TARGET_UNAVAILABLE));
    }
    assertThat(policy.delay(call)).isEmpty();
    took(Duration.ofSeconds(2), Optional.of(FailureKind.GATEWAY_CANCELLED));
    assertThat(policy.delay(call)).contains(Duration.ofMillis(200));

    for (int i = 0; i < 32; i++) {
      took(Duration.ofSeconds(2), Optional.of(FailureKind.GATEWAY_CANCELLED));
    }
    assertThat(policy.delay(call)).contains(Duration.ofSeconds(2));
  }

  @Test
  void the_percentile_forgets_what_is_long_past() {
    for (int i = 0; i < 512; i++) {
      took(Duration.ofSeconds(2), Optional.empty());
    }
    for (int i = 0; i < 512; i++) {
      took(Duration.ofMillis(300), Optional.empty());
    }
    assertThat(policy.delay(call)).contains(Duration.ofMillis(300));
  }

  @Test
  void the_percentile_counts_as_at_least_the_minimum() {
    for (int i = 0; i < 32; i++) {
      took(Duration.ofMillis(3), Optional.empty());
    }
    assertThat(policy.delay(call)).contains(MINIMUM);
  }

  @Test
  void second_attempts_are_a_share_of_the_calls() {
    for (int i = 0; i < 40; i++) {
      policy.delay(call);
    }
    assertThat(policy.pays(Calls.WEST)).isTrue();
    assertThat(policy.pays(Calls.WEST)).isTrue();
    assertThat(policy.pays(Calls.WEST)).isFalse();
    assertThat(policy.tally("haiku").refused()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(11));
    assertThat(policy.pays(Calls.WEST)).isFalse();
  }
}
