package io.bactrian.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.FailureKind.Cooling;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureKindTest {

  static Stream<FailureKind> blamed(String prefix) {
    return Arrays.stream(FailureKind.values()).filter(kind -> kind.name().startsWith(prefix));
  }

  static Stream<FailureKind> callers() {
    return blamed("CALLER_");
  }

  static Stream<FailureKind> targets() {
    return blamed("TARGET_");
  }

  static Stream<FailureKind> gateways() {
    return blamed("GATEWAY_");
  }

  @Test
  void every_row_names_who_is_to_blame() {
    assertThat(Stream.of(callers(), targets(), gateways()).flatMap(rows -> rows))
        .containsExactlyInAnyOrder(FailureKind.values());
  }

  @Test
  void labels_are_kebab_case_and_unique() {
    assertThat(FailureKind.values()).extracting(FailureKind::label).doesNotHaveDuplicates();
    assertThat(FailureKind.values())
        .allSatisfy(kind -> assertThat(kind.label()).matches("[a-z]+(-[a-z]+)+"));
    assertThat(FailureKind.TARGET_THROTTLED.label()).isEqualTo("target-throttled");
  }

  @ParameterizedTest
  @EnumSource
  void reasons_are_one_plain_phrase(FailureKind kind) {
    assertThat(kind.reason()).isNotBlank().doesNotEndWith(".").doesNotContain("\n", "Exception");
  }

  @ParameterizedTest
  @EnumSource
  void statuses_fit_the_blame(FailureKind kind) {
    if (kind.isCallersFault()) {
      assertThat(kind.status()).isBetween(400, 499);
    } else {
      assertThat(kind.status()).isIn(429, 500, 502, 503, 504);
    }
  }

  @ParameterizedTest
  @MethodSource("callers")
  void faults_of_callers_go_back_at_once_and_hurt_nobody(FailureKind kind) {
    assertThat(kind.isCallersFault()).isTrue();
    assertThat(kind.nextTarget()).isFalse();
    assertThat(kind.retrySameTarget()).isFalse();
    assertThat(kind.countsForBreaker()).isFalse();
    assertThat(kind.cooling()).isEqualTo(Cooling.NONE);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void faults_of_targets_may_be_absorbed_by_another(FailureKind kind) {
    assertThat(kind.nextTarget()).isTrue();
    assertThat(kind.isCallersFault()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("gateways")
  void faults_of_the_gateway_are_not_held_against_targets(FailureKind kind) {
    assertThat(kind.isCallersFault()).isFalse();
    assertThat(kind.nextTarget()).isFalse();
    assertThat(kind.retrySameTarget()).isFalse();
    assertThat(kind.countsForBreaker()).isFalse();
    assertThat(kind.cooling()).isEqualTo(Cooling.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void another_model_may_absorb_what_another_target_might_have(FailureKind kind) {
    assertThat(kind.nextModel())
        .isEqualTo(
            kind.nextTarget()
                || kind == FailureKind.GATEWAY_NO_USABLE_TARGET
                || kind == FailureKind.GATEWAY_TARGETS_BUSY);
  }

  @ParameterizedTest
  @EnumSource
  void a_failure_is_judged_by_the_breaker_or_by_a_pause_but_not_by_both(FailureKind kind) {
    assertThat(kind.countsForBreaker() && kind.cooling() != Cooling.NONE).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void what_may_be_retried_may_also_go_elsewhere(FailureKind kind) {
    assertThat(kind.retrySameTarget()).isIn(false, kind.nextTarget());
  }

  @Test
  void misconfigured_targets_are_set_aside_and_never_retried() {
    assertThat(FailureKind.values())
        .filteredOn(kind -> kind.cooling() == Cooling.SET_ASIDE)
        .containsExactly(
            FailureKind.TARGET_ACCESS_DENIED,
            FailureKind.TARGET_MODEL_NOT_FOUND,
            FailureKind.TARGET_MODEL_NOT_ON_DEMAND)
        .noneMatch(FailureKind::retrySameTarget);
  }

  @Test
  void throttling_cools_and_a_daily_quota_cools_longer() {
    assertThat(FailureKind.TARGET_THROTTLED.cooling()).isEqualTo(Cooling.SHORT);
    assertThat(FailureKind.TARGET_CREDENTIALS_MISSING.cooling()).isEqualTo(Cooling.SHORT);
    assertThat(FailureKind.TARGET_QUOTA_EXHAUSTED.cooling()).isEqualTo(Cooling.LONG);
  }

  @Test
  void what_is_paid_for_already_is_not_asked_of_the_same_target_again() {
    assertThat(FailureKind.TARGET_TIMEOUT.retrySameTarget()).isFalse();
    assertThat(FailureKind.TARGET_MODEL_ERROR.retrySameTarget()).isFalse();
    assertThat(FailureKind.TARGET_EMPTY_REPLY.retrySameTarget()).isFalse();
  }
}
