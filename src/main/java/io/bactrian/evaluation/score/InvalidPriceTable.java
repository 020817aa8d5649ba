package io.bactrian.evaluation.score;

/** A price table that cannot be used; the message has file, entry and what is allowed. */
public final class InvalidPriceTable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidPriceTable(String message) {
    super(message, null, false, false);
  }
}
