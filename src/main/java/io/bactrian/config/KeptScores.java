package io.bactrian.config;

import io.bactrian.routing.TargetScores;
import io.bactrian.routing.TargetScores.Score;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The latencies that the strategies have learnt, as the numbers that are kept of each target. */
final class KeptScores implements io.bactrian.state.TargetScores {

  private static final String WHOLE = "whole-millis";
  private static final String FIRST_CONTENT = "first-content-millis";

  private final TargetScores scores;

  KeptScores(TargetScores scores) {
    this.scores = scores;
  }

  @Override
  public Map<String, Map<String, Double>> all() {
    Map<String, Map<String, Double>> all = new HashMap<>();
    scores
        .snapshot()
        .forEach(
            (target, score) ->
                all.put(
                    target,
                    Map.of(
                        WHOLE, (double) score.whole().toMillis(),
                        FIRST_CONTENT, (double) score.firstContent().toMillis())));
    return all;
  }

  @Override
  public void restore(Map<String, Map<String, Double>> kept, Duration age) {
    Map<String, Score> read = new HashMap<>();
    kept.forEach(
        (target, numbers) ->
            read.put(target, new Score(time(numbers, WHOLE), time(numbers, FIRST_CONTENT))));
    scores.restore(read, age);
  }

  private static Duration time(Map<String, Double> numbers, String name) {
    return Duration.ofMillis(Math.round(numbers.getOrDefault(name, 0.0)));
  }
}
