package io.bactrian.scenario.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;

/** When a phase is over. */
interface Until {

  boolean reached(Stage stage);

  default Until and(Until other) {
    return stage -> reached(stage) && other.reached(stage);
  }

  /** That much time of the phase has passed. */
  static Until lasting(Duration duration) {
    return stage -> stage.sincePhaseBegan() >= duration.toNanos();
  }

  /** So many calls of the phase have ended. */
  static Until ended(int calls) {
    return stage -> stage.endedInPhase() >= calls;
  }

  /** The target of the region has received so many calls in this phase. */
  static Until received(String region, int calls) {
    return stage ->
        stage.now().of(region).received() - stage.before().of(region).received() >= calls;
  }

  /** The target of the region has that state. */
  static Until state(String region, State state) {
    return stage -> stage.now().of(region).state() == state;
  }

  /** Traffic takes part again in the region, which was left alone. */
  static Until serving(String region) {
    return stage -> {
      Sample.Target target = stage.now().of(region);
      return !target.leftAlone()
          && target.answered() - stage.before().of(region).answered() >= Findings.BACK_IN_TRAFFIC;
    };
  }
}
