package io.bactrian.config;

/** A setting that stops the start; the message has its key, its value and what is allowed. */
public final class InvalidSetting extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidSetting(String message) {
    super(message, null, false, false);
  }

  static InvalidSetting of(String key, String value, String allowed) {
    return new InvalidSetting("setting " + key + "='" + value + "' is not allowed: " + allowed);
  }
}
