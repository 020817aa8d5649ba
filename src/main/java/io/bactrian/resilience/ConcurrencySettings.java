package io.bactrian.resilience;

/**
 * How many calls a target may hold at once.
 *
 * @param initial the limit at the start
 * @param min it is never lower
 * @param max it is never higher
 */
public record ConcurrencySettings(Mode mode, int initial, int min, int max) {

  /** What moves the limit. */
  public enum Mode {
    /** Nothing: there is none. */
    OFF,
    /** Throttling and timeouts lower it by a tenth, answers raise it by one. */
    AIMD,
    /** Latency that grows lowers it, too. */
    GRADIENT
  }

  /** No limit. */
  public static final ConcurrencySettings NONE = new ConcurrencySettings(Mode.OFF, 1, 1, 1);
}
