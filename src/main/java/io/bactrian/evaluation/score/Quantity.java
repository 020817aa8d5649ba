package io.bactrian.evaluation.score;

/**
 * A number and what it counts.
 *
 * @param dimension what it is comparable with, such as duration, percent or clock
 * @param value in the unit of the dimension
 * @param written the number as it was written, without its unit
 */
record Quantity(String dimension, double value, double written) {

  /** A month is not quite 30 days, and those who say so mean the same. */
  private static final double ROUGHLY = 0.02;

  static final String COUNT = "count";
  static final String DURATION = "duration";

  boolean says(Quantity other) {
    double apart = Math.abs(value - other.value);
    double allowed = dimension.equals(DURATION) ? ROUGHLY * Math.abs(value) : 1e-9;
    return comparable(other) && apart <= allowed
        || (bare() || other.bare()) && written == other.written;
  }

  boolean comparable(Quantity other) {
    return dimension.equals(other.dimension);
  }

  private boolean bare() {
    return dimension.equals(COUNT);
  }
}
