package io.bactrian.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedeliveryTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void each_delay_is_twice_the_one_before_up_to_the_longest() {
    var redelivery = new Redelivery(Duration.ofSeconds(30), HOUR, 24);
    assertThat(redelivery.delay(0)).isEqualTo(Duration.ofSeconds(30));
    assertThat(redelivery.delay(1)).isEqualTo(Duration.ofMinutes(1));
    assertThat(redelivery.delay(6)).isEqualTo(Duration.ofMinutes(32));
    assertThat(redelivery.delay(7)).isEqualTo(HOUR);
    assertThat(redelivery.delay(1_000)).isEqualTo(HOUR);
  }

  @Test
  void the_largest_legal_settings_do_not_overflow() {
    var redelivery = new Redelivery(Duration.ofHours(24), Duration.ofHours(24), 1_000);
    assertThat(redelivery.delay(Integer.MAX_VALUE)).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void the_last_time_is_the_last() {
    var redelivery = new Redelivery(HOUR, HOUR, 2);
    assertThat(redelivery.isOver(1)).isFalse();
    assertThat(redelivery.isOver(2)).isTrue();
    assertThat(new Redelivery(HOUR, HOUR, 0).isOver(0)).isTrue();
  }
}
