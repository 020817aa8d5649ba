package io.bactrian.evaluation.dataset;

/** A data set that cannot be used; the message has file, line and what is allowed. */
public final class InvalidDataSet extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidDataSet(String message) {
    super(message, null, false, false);
  }
}
