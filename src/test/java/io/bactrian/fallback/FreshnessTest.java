package io.bactrian.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.call.CacheDirectives;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With answers that are fresh for 60 seconds and stand in for 600 more. */
class FreshnessTest {

  private final Freshness freshness =
      new Freshness(Duration.ofSeconds(60), Duration.ofSeconds(600));

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // age, max-age, stale-if-error, failed, verdict
        "60, -, -, false, FRESH",
        "61, -, -, false, TOO_OLD",
        "61, -, -, true, STALE",
        "660, -, -, true, STALE",
        "661, -, -, true, TOO_OLD",
        "5, 5, -, false, FRESH",
        "6, 5, -, false, TOO_OLD",
        "6, 5, -, true, TOO_OLD",
        "15, 5, 10, true, STALE",
        "16, 5, 10, true, TOO_OLD",
        "15, 5, 10, false, TOO_OLD",
        "61, 900, -, false, TOO_OLD",
        "61, -, 0, true, TOO_OLD",
        "70, -, 10, true, STALE",
        "661, -, 9999, true, TOO_OLD",
        "1, 0, -, false, TOO_OLD"
      })
  void an_age_is_judged_by_settings_and_by_what_the_caller_allows(
      long age, Long maxAge, Long staleIfError, boolean failed, Freshness.Verdict verdict) {
    var asked =
        new CacheDirectives(
            false,
            false,
            false,
            Optional.ofNullable(maxAge).map(Duration::ofSeconds),
            Optional.ofNullable(staleIfError).map(Duration::ofSeconds));
    assertThat(freshness.judge(Duration.ofSeconds(age), asked, failed)).isEqualTo(verdict);
  }
}
