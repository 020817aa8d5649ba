package io.bactrian.resilience;

import java.util.function.DoubleSupplier;

/**
 * Makes times up to a fifth longer, at random: replicas must not do the same at the same moment.
 */
record Spread(DoubleSupplier random) {

  private static final double MOST = 0.2;

  /** {@code random} gives numbers in [0, 1). */
  Spread {}

  double over(double time) {
    return time * (1 + MOST * random.getAsDouble());
  }
}
