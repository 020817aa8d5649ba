package io.bactrian.translator;

import io.bactrian.call.CacheDirectives;
import io.bactrian.call.CallOptions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The headers by which a client of any protocol tells what it wants of the gateway itself. */
public final class OptionHeaders {

  public static final String DEADLINE = "x-bactrian-deadline-ms";
  public static final String GEO = "x-bactrian-geo";
  public static final String CACHE_CONTROL = "cache-control";
  public static final String USE_CASE = "x-bactrian-use-case";
  public static final String EXPLAIN = "x-bactrian-explain";

  /** All of them; the edge lets no others in. */
  public static final List<String> NAMES = List.of(DEADLINE, GEO, CACHE_CONTROL, USE_CASE, EXPLAIN);

  private static final int LONGEST_DEADLINE_DIGITS = 7;
  private static final int LONGEST_GEO = 32;
  private static final int LONGEST_USE_CASE = 64;

  private OptionHeaders() {}

  /**
   * Reads them.
   *
   * @throws InvalidRequest naming the header and what is allowed
   */
  public static CallOptions read(Map<String, String> sent) {
    return sent.isEmpty()
        ? CallOptions.NONE
        : new CallOptions(
            deadline(sent.get(DEADLINE)),
            geos("header " + GEO, sent.get(GEO)),
            cache("header " + CACHE_CONTROL, sent.get(CACHE_CONTROL)),
            useCase("header " + USE_CASE, sent.get(USE_CASE)),
            explain(sent.get(EXPLAIN)));
  }

  /** The use case that is told, of null none; {@code what} as for geos. */
  public static Optional<String> useCase(String what, String value) {
    if (value != null && (value.isBlank() || value.length() > LONGEST_USE_CASE)) {
      throw invalid(what, value, "a use case of 1 to " + LONGEST_USE_CASE + " characters");
    }
    return Optional.ofNullable(value);
  }

  private static boolean explain(String value) {
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw invalid("header " + EXPLAIN + " or parameter explain", value, "true or false");
    }
    return "true".equals(value);
  }

  private static Optional<Duration> deadline(String value) {
    if (value == null) {
      return Optional.empty();
    }
    if (value.isEmpty()
        || value.length() > LONGEST_DEADLINE_DIGITS
        || !value.chars().allMatch(c -> c >= '0' && c <= '9')
        || Integer.parseInt(value) == 0) {
      throw invalid("header " + DEADLINE, value, "whole milliseconds from 1 to 9999999");
    }
    return Optional.of(Duration.ofMillis(Integer.parseInt(value)));
  }

  /**
   * The geos that a list names, of null none.
   *
   * @param what says in an error where the list comes from
   * @throws InvalidRequest naming that and what is allowed
   */
  public static Set<String> geos(String what, String value) {
    if (value == null) {
      return Set.of();
    }
    Set<String> geos = new LinkedHashSet<>();
    for (String geo : value.split(",", -1)) {
      String name = geo.strip();
      if (name.isEmpty() || name.length() > LONGEST_GEO || !isName(name)) {
        throw invalid(what, value, "geo tags of regions, of a-z, 0-9 and '-', separated by commas");
      }
      geos.add(name);
    }
    return geos;
  }

  /** The directives of a {@code Cache-Control}, of null none; {@code what} as for geos. */
  public static CacheDirectives cache(String what, String value) {
    try {
      return CacheControlHeader.read(value);
    } catch (IllegalArgumentException malformed) {
      throw invalid(what, value, malformed.getMessage());
    }
  }

  private static boolean isName(String name) {
    return name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
  }

  private static InvalidRequest invalid(String what, String value, String allowed) {
    return new InvalidRequest(
        what + " is '" + InvalidRequest.quotable(value) + "'; allowed: " + allowed);
  }
}
