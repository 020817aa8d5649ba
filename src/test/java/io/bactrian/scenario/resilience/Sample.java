package io.bactrian.scenario.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.Map;

/** What the gateway says of its targets and Bedrock of its regions at one moment. */
record Sample(long nanos, Map<String, Target> regions) {

  /**
   * The asked model in one region.
   *
   * @param state of its breaker
   * @param cooling whether it is left alone for another reason
   * @param inFlight calls that are there now
   * @param received calls that the simulated region has received
   * @param answered calls of these that got a whole answer
   */
  record Target(State state, boolean cooling, int inFlight, long received, long answered) {

    boolean leftAlone() {
      return cooling || state != State.CLOSED;
    }
  }

  Target of(String region) {
    return regions.get(region);
  }

  long received() {
    return regions.values().stream().mapToLong(Target::received).sum();
  }

  int inFlight() {
    return regions.values().stream().mapToInt(Target::inFlight).sum();
  }
}
