package io.bactrian.ingress.edge;

/** A refusal with words of its own, thrown or passed to the router's failure path. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a stack trace: refusing must stay cheaper than asking. */
  Refusal(String message) {
    super(message, null, false, false);
  }
}
