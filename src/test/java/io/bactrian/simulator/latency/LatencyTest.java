package io.bactrian.simulator.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bactrian.simulator.scope.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Latency distributions, drawn from a seeded source. */
class LatencyTest {

  private static long[] sorted(Latency latency) {
    RandomGenerator random = new Random(42);
    return LongStream.generate(() -> latency.sampleMillis(random)).limit(10_000).sorted().toArray();
  }

  @Test
  void fixed_latency_needs_no_random_source() {
    assertThat(Latency.fixed(Duration.ofMillis(7)).sampleMillis(null)).isEqualTo(7);
    assertThat(Latency.none().sampleMillis(null)).isZero();
  }

  @Test
  void uniform_latency_fills_its_range() {
    long[] samples = sorted(Latency.uniform(Duration.ofMillis(10), Duration.ofMillis(20)));

    assertThat(samples[0]).isEqualTo(10);
    assertThat(samples[9_999]).isEqualTo(20);
    assertThat(samples[5_000]).isBetween(14L, 16L);
  }

  @Test
  void log_normal_latency_has_the_median_and_the_p99_asked_for() {
    long[] samples = sorted(Latency.logNormal(Duration.ofMillis(300), Duration.ofSeconds(2)));

    assertThat(samples[5_000]).isBetween(290L, 310L);
    assertThat(samples[9_900]).isBetween(1_800L, 2_200L);
  }

  @Test
  void reads_the_written_forms() {
    assertThat(Latency.parse("0")).isEqualTo(Latency.none());
    assertThat(Latency.parse("200ms")).isEqualTo(Latency.fixed(Duration.ofMillis(200)));
    assertThat(Latency.parse("1s-2m"))
        .isEqualTo(Latency.uniform(Duration.ofSeconds(1), Duration.ofMinutes(2)));
    assertThat(Latency.parse("p50=300ms,p99=2s"))
        .isEqualTo(Latency.logNormal(Duration.ofMillis(300), Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "fast", "200", "ms", "2s-1s", "-5ms", "p50=1s", "p50=2s,p99=1s", "2h", "61m"})
  void refuses_other_forms_naming_what_is_allowed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Latency.parse(text))
        .withMessageContaining("latency");
  }

  @Test
  void first_timing_rule_that_matches_holds() {
    var slow = new Timing(Latency.fixed(Duration.ofSeconds(1)), Latency.none());
    var slower = new Timing(Latency.fixed(Duration.ofSeconds(2)), Latency.none());
    var table =
        new TimingTable(
            List.of(
                new TimingRule(new Scope("us-*", "*claude*"), slow),
                new TimingRule(new Scope("*", "*claude*"), slower)),
            Timing.immediate());

    assertThat(table.timing("us-east-1", "anthropic.claude-x")).isEqualTo(slow);
    assertThat(table.timing("eu-west-1", "anthropic.claude-x")).isEqualTo(slower);
    assertThat(table.timing("us-east-1", "amazon.nova")).isEqualTo(Timing.immediate());
  }
}
