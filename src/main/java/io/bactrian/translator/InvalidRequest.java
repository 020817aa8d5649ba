package io.bactrian.translator;

/** A request body that cannot be a call: the message names what is wrong and what is allowed. */
public final class InvalidRequest extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public InvalidRequest(String message) {
    super(message);
  }
}
