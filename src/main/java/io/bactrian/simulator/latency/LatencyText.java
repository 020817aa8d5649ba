package io.bactrian.simulator.latency;

import java.time.Duration;

/** The written form of a latency. */
final class LatencyText {

  private LatencyText() {}

  static Latency parse(String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith("p50=")) {
      int comma = trimmed.indexOf(",p99=");
      if (comma < 0) {
        throw illegal(text);
      }
      return Latency.logNormal(
          duration(trimmed.substring("p50=".length(), comma), text),
          duration(trimmed.substring(comma + ",p99=".length()), text));
    }
    int dash = trimmed.indexOf('-', 1);
    return dash < 0
        ? Latency.fixed(duration(trimmed, text))
        : Latency.uniform(
            duration(trimmed.substring(0, dash), text),
            duration(trimmed.substring(dash + 1), text));
  }

  private static Duration duration(String part, String whole) {
    if ("0".equals(part)) {
      return Duration.ZERO;
    }
    if (part.endsWith("ms")) {
      return Duration.ofMillis(number(part, 2, whole));
    }
    if (part.endsWith("s")) {
      return Duration.ofSeconds(number(part, 1, whole));
    }
    if (part.endsWith("m")) {
      return Duration.ofMinutes(number(part, 1, whole));
    }
    if (part.endsWith("h")) {
      return Duration.ofHours(number(part, 1, whole));
    }
    throw illegal(whole);
  }

  private static int number(String part, int unitLength, String whole) {
    try {
      return Integer.parseInt(part.substring(0, part.length() - unitLength));
    } catch (NumberFormatException e) {
      throw illegal(whole);
    }
  }

  private static IllegalArgumentException illegal(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not a latency; allowed: a fixed one like 200ms, a range like 100ms-400ms,"
            + " or p50=300ms,p99=2s, each from 0ms to 1h, with the units ms, s, m and h");
  }
}
