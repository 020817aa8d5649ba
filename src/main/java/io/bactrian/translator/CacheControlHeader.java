package io.bactrian.translator;

import io.bactrian.call.CacheDirectives;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Reads the request header {@code Cache-Control}; directives that are not known are ignored. */
final class CacheControlHeader {

  /** As RFC 9111 has it for what is too large to be counted. */
  private static final long FOREVER_SECONDS = 1L << 31;

  private static final int COUNTABLE_DIGITS = 9;

  private boolean noCache;
  private boolean noStore;
  private boolean onlyIfCached;
  private Optional<Duration> maxAge = Optional.empty();
  private Optional<Duration> staleIfError = Optional.empty();

  private CacheControlHeader() {}

  /**
   * The directives; none where the header is absent.
   *
   * @throws IllegalArgumentException naming the directive that is malformed, and what is allowed
   */
  static CacheDirectives read(String header) {
    if (header == null) {
      return CacheDirectives.NONE;
    }
    var control = new CacheControlHeader();
    for (String directive : header.split(",", -1)) {
      control.take(directive.strip());
    }
    return new CacheDirectives(
        control.noCache,
        control.noStore,
        control.onlyIfCached,
        control.maxAge,
        control.staleIfError);
  }

  private void take(String directive) {
    int equals = directive.indexOf('=');
    String name = (equals < 0 ? directive : directive.substring(0, equals)).strip();
    String value = equals < 0 ? null : directive.substring(equals + 1).strip();
    switch (name.toLowerCase(Locale.ROOT)) {
      case "no-cache" -> noCache = plain("no-cache", value);
      case "no-store" -> noStore = plain("no-store", value);
      case "only-if-cached" -> onlyIfCached = plain("only-if-cached", value);
      case "max-age" -> maxAge = Optional.of(seconds("max-age", value));
      case "stale-if-error" -> staleIfError = Optional.of(seconds("stale-if-error", value));
      default -> {}
    }
  }

  private static boolean plain(String name, String value) {
    if (value != null) {
      throw new IllegalArgumentException(name + " without a value");
    }
    return true;
  }

  private static Duration seconds(String name, String value) {
    String digits = value == null ? "" : unquoted(value);
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(name + "=<whole seconds>");
    }
    return Duration.ofSeconds(
        digits.length() > COUNTABLE_DIGITS ? FOREVER_SECONDS : Long.parseLong(digits));
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
