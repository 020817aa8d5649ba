package io.bactrian.queue;

import java.time.Duration;

/**
 * How work that nobody could do now is put off.
 *
 * @param first the first delay; each further one is twice as long
 * @param longest no delay is longer
 * @param most times that a message is put off before it is dead
 */
public record Redelivery(Duration first, Duration longest, int most) {

  /** Shifts of a long that stay positive for every legal first delay. */
  private static final int MOST_DOUBLINGS = 20;

  /** The delay of a message that was put off {@code before} times. */
  public Duration delay(int before) {
    Duration grown = first.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
    return grown.compareTo(longest) < 0 ? grown : longest;
  }

  boolean isOver(int before) {
    return before >= most;
  }
}
