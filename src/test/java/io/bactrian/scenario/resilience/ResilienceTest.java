package io.bactrian.scenario.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario of resilience in its short form: counts and orders, no times. */
@Timeout(240)
class ResilienceTest {

  static List<Scenario> scenarios() {
    return Scenarios.all(Form.SHORT);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void callers_hardly_notice(Scenario scenario) throws IOException {
    Findings findings = Engine.run(scenario, Form.SHORT);
    assertThat(scenario.checks())
        .allSatisfy(
            check -> {
              Check.Verdict verdict = check.verdict().apply(findings);
              assertThat(verdict.holds()).as("%s: %s", check.claim(), verdict.seen()).isTrue();
            });
  }
}
