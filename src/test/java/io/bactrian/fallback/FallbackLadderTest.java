package io.bactrian.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.fixture.Calls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FallbackLadderTest {

  private final FallbackLadder ladder = new FallbackLadder();
  private final GatewayCall call = Calls.planned(Calls.EAST);
  private final List<Attempt> attempts =
      List.of(Calls.failed(Calls.EAST, FailureKind.TARGET_TIMEOUT));

  static Stream<FailureKind> others() {
    return Arrays.stream(FailureKind.values()).filter(kind -> !kind.isCallersFault());
  }

  @Test
  void a_breaker_that_did_not_let_the_call_begin_means_no_usable_target() {
    GatewayCall entered = ladder.enter(call, null);

    assertThat(entered.isOpen()).isTrue();
    assertThat(entered.cause()).contains(FailureKind.GATEWAY_NO_USABLE_TARGET);
    assertThat(entered.attempts()).isEmpty();
    assertThat(entered.targets()).as("whom a rung may ask").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("others")
  void takes_over_attempts_and_cause_and_leaves_the_call_open(FailureKind kind) {
    GatewayCall entered = ladder.enter(call, new CallFailed(kind, attempts, "words"));

    assertThat(entered.isOpen()).isTrue();
    assertThat(entered.cause()).contains(kind);
    assertThat(entered.attempts()).isEqualTo(attempts);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "CALLER_.*")
  void a_callers_fault_ends_the_call_with_its_message(FailureKind kind) {
    GatewayCall entered = ladder.enter(call, new CallFailed(kind, attempts, "too long"));

    assertThat(entered.outcome()).contains(new Outcome.Refused(kind, "too long"));
    assertThat(entered.attempts()).isEqualTo(attempts);
  }

  @Test
  void anything_else_is_our_own_fault_and_still_gets_an_apology() {
    GatewayCall entered = ladder.enter(call, new IllegalStateException("bug"));

    assertThat(entered.isOpen()).isTrue();
    assertThat(entered.cause()).contains(FailureKind.GATEWAY_INTERNAL_ERROR);
  }

  @Test
  void the_apology_fits_the_use_case() {
    var replies = new DegradedReplies("Sorry.", Map.of("general", "Sorry, in general."), List.of());
    GatewayCall unanswered = call.unanswered(attempts, FailureKind.TARGET_TIMEOUT);

    assertThat(replies.degrade(unanswered).outcome())
        .contains(new Outcome.Degraded("Sorry, in general.", FailureKind.TARGET_TIMEOUT));
  }

  @Test
  void unknown_use_cases_get_the_standard_apology() {
    var replies = new DegradedReplies("Sorry.", Map.of("other", "Sorry, other."), List.of());

    assertThat(replies.degrade(call).outcome())
        .contains(new Outcome.Degraded("Sorry.", FailureKind.GATEWAY_INTERNAL_ERROR));
  }

  private static DegradedReplies ruled(String... expressionsAndTexts) {
    List<DegradedRule> rules = new ArrayList<>();
    for (int i = 0; i < expressionsAndTexts.length; i += 2) {
      rules.add(
          new DegradedRule(Pattern.compile(expressionsAndTexts[i]), expressionsAndTexts[i + 1]));
    }
    return new DegradedReplies("Sorry.", Map.of("general", "Sorry, in general."), rules);
  }

  private static String apology(DegradedReplies replies, String asked) {
    GatewayCall degraded = replies.degrade(Calls.asking(asked));
    return ((Outcome.Degraded) degraded.outcome().orElseThrow()).text();
  }

  @Test
  void the_first_rule_that_fits_what_the_user_said_wins_over_the_use_case() {
    var replies =
        ruled("(?i)refund", "See Orders.", "camel", "See the zoo.", "refund camel", "No.");
    assertThat(apology(replies, "a REFUND for my camel")).isEqualTo("See Orders.");
    assertThat(apology(replies, "my camel")).isEqualTo("See the zoo.");
    assertThat(apology(replies, "my dog")).isEqualTo("Sorry, in general.");
  }

  @Test
  void rules_look_at_the_beginning_of_a_long_text() {
    String filling = "x".repeat(9_990);
    assertThat(apology(ruled("camel", "Yes."), filling + "camel")).isEqualTo("Yes.");
    assertThat(apology(ruled("camel", "Yes."), filling + "x".repeat(20) + "camel"))
        .isEqualTo("Sorry, in general.");
  }

  @Test
  @Timeout(20)
  void no_text_makes_a_rule_look_for_ever() {
    assertThat(apology(ruled("(a+)+b", "Yes."), "a".repeat(100_000)))
        .isEqualTo("Sorry, in general.");
  }
}
