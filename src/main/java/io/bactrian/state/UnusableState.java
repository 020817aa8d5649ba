package io.bactrian.state;

/** Kept state that cannot be taken for what it says it is; the message says why. */
final class UnusableState extends Exception {

  UnusableState(String reason) {
    super(reason, null, false, false);
  }
}
