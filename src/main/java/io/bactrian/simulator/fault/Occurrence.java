package io.bactrian.simulator.fault;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How often a fault happens.
 *
 * @param probability share of the matching calls, from 0 to 1
 * @param times how many calls it hits before it is over; 0 for no limit
 * @param duration how long it lasts; zero for no limit
 * @param seed of the random draws; without one the simulator's seed decides
 */
public record Occurrence(double probability, long times, Duration duration, OptionalLong seed) {

  public Occurrence {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability must be from 0 to 1, not " + probability);
    }
    if (times < 0) {
      throw new IllegalArgumentException("times must be at least 1, or 0 for no limit");
    }
    if (duration.isNegative() || duration.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(
          "duration must be from 1 ms to 365 days, or 0 for no limit, not " + duration);
    }
  }

  static Occurrence always() {
    return new Occurrence(1, 0, Duration.ZERO, OptionalLong.empty());
  }
}
