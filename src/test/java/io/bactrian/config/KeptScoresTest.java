package io.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.fixture.ManualClock;
import io.bactrian.routing.TargetScores;
import io.bactrian.routing.TargetScores.Score;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptScoresTest {

  private static final String EAST = "us-east-1/haiku";
  private static final Score SCORE = new Score(Duration.ofMillis(400), Duration.ofMillis(90));

  private final TargetScores before = new TargetScores(new ManualClock());
  private final TargetScores after = new TargetScores(new ManualClock());

  @Test
  void what_was_learnt_of_targets_is_known_after_a_restart() {
    before.restore(Map.of(EAST, SCORE), Duration.ZERO);
    new KeptScores(after).restore(new KeptScores(before).all(), Duration.ZERO);
    assertThat(after.of(EAST)).isEqualTo(SCORE);
  }

  @Test
  void numbers_that_are_missing_are_unknown() {
    new KeptScores(after).restore(Map.of(EAST, Map.of("mood", 3.0)), Duration.ZERO);
    assertThat(after.of(EAST)).isEqualTo(new Score(Duration.ZERO, Duration.ZERO));
  }
}
