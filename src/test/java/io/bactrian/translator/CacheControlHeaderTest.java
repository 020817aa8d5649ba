package io.bactrian.translator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.CacheDirectives;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheControlHeaderTest {

  @Test
  void reads_every_directive_that_means_something_here() {
    assertThat(CacheControlHeader.read("no-cache, no-store,only-if-cached"))
        .isEqualTo(new CacheDirectives(true, true, true, Optional.empty(), Optional.empty()));
    assertThat(CacheControlHeader.read("Max-Age=60 , STALE-IF-ERROR=\"0\""))
        .isEqualTo(
            new CacheDirectives(
                false,
                false,
                false,
                Optional.of(Duration.ofMinutes(1)),
                Optional.of(Duration.ZERO)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",,", "private=\"a, b\"", "max-stale, min-fresh=x", "=", "é=1"})
  void ignores_what_it_does_not_know(String header) {
    assertThat(CacheControlHeader.read(header)).isEqualTo(CacheDirectives.NONE);
  }

  @Test
  void an_absent_header_asks_nothing() {
    assertThat(CacheControlHeader.read(null)).isEqualTo(CacheDirectives.NONE);
  }

  @Test
  void what_is_too_large_to_be_counted_is_for_ever() {
    assertThat(CacheControlHeader.read("max-age=99999999999999999999999").maxAge())
        .contains(Duration.ofSeconds(2_147_483_648L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max-age          | max-age=<whole seconds>
          max-age=         | max-age=<whole seconds>
          max-age=-1       | max-age=<whole seconds>
          max-age=1.5      | max-age=<whole seconds>
          stale-if-error=x | stale-if-error=<whole seconds>
          no-cache=field   | no-cache without a value
          no-store=        | no-store without a value
          only-if-cached=1 | only-if-cached without a value
          """)
  void refuses_a_malformed_one_by_its_name(String header, String allowed) {
    assertThatThrownBy(() -> CacheControlHeader.read("no-transform, " + header))
        .hasMessage(allowed);
  }
}
