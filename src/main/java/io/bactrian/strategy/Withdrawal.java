package io.bactrian.strategy;

import java.time.Instant;

/**
 * That a canary was taken back.
 *
 * @param reason one sentence for people
 * @param by an operator, or {@link #ITSELF}
 */
public record Withdrawal(String reason, String by, Instant at) {

  /** The gateway, by what it measured. */
  public static final String ITSELF = "bactrian";
}
