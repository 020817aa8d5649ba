package io.bactrian.strategy.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  private static final Percentage NEAR = Percentage.withPercentage(5);

  @Test
  void percentiles_are_those_of_the_sorted_times_within_five_percent() {
    var random = new Random(7);
    for (int size : new int[] {1, 2, 19, 50, 5_000}) {
      var latencies = new Latencies();
      long[] times =
          random.doubles(size).mapToLong(x -> (long) (1e6 * Math.exp(x * 9))).sorted().toArray();
      Arrays.stream(times).forEach(latencies::add);
      for (int percent : new int[] {50, 95}) {
        long exact = times[Math.max(0, (size * percent + 99) / 100 - 1)];
        assertThat(latencies.percentile(percent).orElseThrow().toNanos()).isCloseTo(exact, NEAR);
      }
    }
  }

  @Test
  void without_calls_there_is_no_percentile() {
    assertThat(new Latencies().percentile(50)).isEmpty();
  }

  @Test
  void times_beyond_any_bucket_are_counted_in_the_last_one() {
    var latencies = new Latencies();
    latencies.add(0);
    latencies.add(-1);
    latencies.add(Long.MAX_VALUE);
    assertThat(latencies.count()).isEqualTo(3);
    assertThat(latencies.percentile(95).orElseThrow()).isGreaterThan(Duration.ofHours(1));
  }

  @Test
  void a_sum_is_as_if_all_had_been_added_to_it() {
    var one = new Latencies();
    var other = new Latencies();
    for (int i = 1; i <= 100; i++) {
      (i % 2 == 0 ? one : other).add(Duration.ofMillis(i).toNanos());
    }
    one.addAll(other);
    assertThat(one.count()).isEqualTo(100);
    assertThat(one.percentile(50).orElseThrow().toMillis()).isCloseTo(50L, NEAR);
  }
}
