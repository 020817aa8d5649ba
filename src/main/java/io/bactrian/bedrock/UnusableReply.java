package io.bactrian.bedrock;

/** A 200 from Bedrock that holds no answer. Thrown inside the breaker, so that it counts. */
final class UnusableReply extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableReply(String what) {
    super(what, null, false, false);
  }
}
