package io.bactrian.simulator.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of region names and model ids. */
class ScopeTest {

  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "us-east-1, us-east-1, true",
    "us-east-1, us-east-11, false",
    "us-*, us-west-2, true",
    "us-*, eu-us-1, false",
    "*-1, us-east-1, true",
    "*-1, us-east-2, false",
    "*claude*, us.anthropic.claude-x:0, true",
    "*claude*, nova, false",
    "a*b*c, aXbXbYc, true",
    "a*b*c, aXcYb, false",
    "a*, a, true",
    "*.*, a, false"
  })
  void star_stands_for_any_run_of_characters(String pattern, String name, boolean matches) {
    assertThat(new Scope("*", pattern).matches("r", name)).isEqualTo(matches);
    assertThat(new Scope(pattern, "*").matchesRegion(name)).isEqualTo(matches);
  }

  @Test
  void patterns_that_cost_too_much_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scope("*", "*a*a*a*a*a"))
        .withMessageContaining("model '*a*a*a*a*a' has more than 4");
  }
}
