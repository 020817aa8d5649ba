package io.bactrian.ingress.json;

/** A body that is not JSON we accept; the message names the problem and never shows content. */
public final class BadJson extends Exception {

  private static final long serialVersionUID = 1L;

  /** Without a stack trace, and without the parser's exception, whose message echoes the body. */
  BadJson(String message) {
    super(message, null, false, false);
  }
}
