package io.bactrian.queue.intake;

import java.time.Instant;
import java.util.Locale;

/**
 * Why a queue is not consumed.
 *
 * @param by the operator as {@code name@address}, the address alone or {@code jmx}; {@code gateway}
 *     where it was the gateway itself
 */
public record Hold(Reason reason, String by, Instant since) {

  static final String GATEWAY = "gateway";

  /** What may hold a queue. */
  public enum Reason {
    /** Nobody could answer; its messages would only be put off. */
    NO_USABLE_TARGET,
    /** Somebody wants it so. */
    OPERATOR;

    /** The word for it in metrics, logs and operations. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
