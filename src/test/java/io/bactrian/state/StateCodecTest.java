package io.bactrian.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.call.FailureKind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {

  private static final long NOW = 1_800_000_000_000L;

  private static final StateView VIEW =
      new StateView(
          StateView.VERSION,
          "here:8000",
          NOW,
          NOW + 90_000,
          Map.of(
              "east/haiku",
              new StateView.Target(
                  new StateView.Breaker(State.OPEN, NOW - 5, NOW + 30_000, 2),
                  new StateView.Cooling(FailureKind.TARGET_THROTTLED, NOW + 2_000, 3),
                  true)),
          Map.of("east/haiku", Map.of("latency", 0.25)));

  private static void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> StateCodec.read(text, NOW))
        .as(text)
        .isInstanceOf(UnusableState.class)
        .hasMessageContaining(reason);
  }

  @Test
  void what_was_written_is_read() throws UnusableState {
    assertThat(StateCodec.read(StateCodec.write(VIEW), NOW)).isEqualTo(VIEW);
  }

  @Test
  void a_view_without_anything_remarkable_is_read() throws UnusableState {
    StateView empty = StateView.empty("here:8000");
    assertThat(StateCodec.read(StateCodec.write(empty), NOW)).isEqualTo(empty);
  }

  @Test
  void what_was_cut_off_anywhere_is_refused() {
    String whole = StateCodec.write(VIEW);
    for (int length = 0; length < whole.length(); length++) {
      assertRefused(whole.substring(0, length), "it is ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{}",
        "{\"version\":\"1\"}",
        "[{\"region\":\"us-west-2\",\"next_available_time\":0,\"primary\":true}]",
        "\u0000\u0001\u0002"
      })
  void what_somebody_else_wrote_is_refused(String foreign) {
    assertRefused(foreign, "it is ");
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN, ajar",
    "TARGET_THROTTLED, TARGET_TIRED",
    "1800000030000, soon",
    "'drained', 'drowned'",
    "'\"OPEN\"', 'null'",
    "'\"TARGET_THROTTLED\"', 'null'",
    "'0.25', 'null'",
    "'here:8000', 'here:8000\",\"instance\":\"there'"
  })
  void what_has_another_meaning_is_refused(String said, String instead) {
    assertRefused(StateCodec.write(VIEW).replace(said, instead), "broken");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2, 99})
  void another_version_is_refused_and_named(int version) {
    assertRefused(
        StateCodec.write(VIEW).replace("\"version\":1", "\"version\":" + version),
        "version " + version + ",");
  }

  @Test
  void what_comes_after_the_end_is_refused() {
    assertRefused(StateCodec.write(VIEW) + "{", "broken");
  }

  @Test
  void what_was_written_in_the_future_is_refused() {
    assertThatThrownBy(() -> StateCodec.read(StateCodec.write(VIEW), NOW - 90_000))
        .isInstanceOf(UnusableState.class)
        .hasMessage("it was written 90 s in the future");
  }

  @Test
  void a_clock_that_is_a_little_behind_lengthens_nothing() throws UnusableState {
    StateView view = StateCodec.read(StateCodec.write(VIEW), NOW - 30_000);
    assertThat(view.left(NOW + 2_000, NOW - 30_000)).isEqualTo(2_000);
    assertThat(view.left(NOW + 2_000, NOW + 500)).isEqualTo(1_500);
    assertThat(view.left(NOW + 2_000, NOW + 2_500)).isNegative();
  }
}
