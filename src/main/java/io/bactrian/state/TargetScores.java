package io.bactrian.state;

import java.time.Duration;
import java.util.Map;

/** What the strategy has learnt of targets, as numbers that mean something to it alone. */
public interface TargetScores {

  /** A strategy that learns nothing. */
  TargetScores NONE =
      new TargetScores() {
        @Override
        public Map<String, Map<String, Double>> all() {
          return Map.of();
        }

        @Override
        public void restore(Map<String, Map<String, Double>> kept, Duration age) {
          // Whoever learns nothing has nothing to take back.
        }
      };

  /** The numbers of each target that has any, by name. */
  Map<String, Map<String, Double>> all();

  /** Takes back the numbers of targets from before a restart, written that long ago. */
  void restore(Map<String, Map<String, Double>> kept, Duration age);
}
