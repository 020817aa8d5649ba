package io.bactrian.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of our keys in {@code application.properties}, with the legal range that its comment tells at
 * the start of a sentence, such as {@code 1 to 100.} or {@code 10ms to 1h.}
 */
record DocumentedSetting(String key, String value, Optional<Range> range) {

  private static final Pattern RANGE =
      Pattern.compile("(?:^|\\. )\\s*(\\d+)(ms|s|m|h)? to (\\d+)(ms|s|m|h)?[.;](?: |$)");

  /** What else must be set so that an edge of a range is legal. */
  private static final Map<String, Map<String, String>> COMPANIONS =
      Map.ofEntries(
          Map.entry(
              "bactrian.breaker.window-size=1", Map.of("bactrian.breaker.minimum-calls", "1")),
          Map.entry(
              "bactrian.breaker.minimum-calls=10000",
              Map.of("bactrian.breaker.window-size", "10000")),
          Map.entry("bactrian.retry.backoff=1m", Map.of("bactrian.retry.backoff-max", "1m")),
          Map.entry("bactrian.retry.backoff-max=0ms", Map.of("bactrian.retry.backoff", "0ms")),
          Map.entry("bactrian.concurrency.initial=1", Map.of("bactrian.concurrency.min", "1")),
          Map.entry(
              "bactrian.concurrency.initial=100000", Map.of("bactrian.concurrency.max", "100000")),
          Map.entry(
              "bactrian.concurrency.min=100000",
              Map.of(
                  "bactrian.concurrency.initial", "100000", "bactrian.concurrency.max", "100000")),
          Map.entry(
              "bactrian.concurrency.max=1",
              Map.of("bactrian.concurrency.initial", "1", "bactrian.concurrency.min", "1")),
          Map.entry(
              "bactrian.cool-down.throttled=1h", Map.of("bactrian.cool-down.throttled-max", "1h")),
          Map.entry(
              "bactrian.cool-down.throttled-max=10ms",
              Map.of("bactrian.cool-down.throttled", "10ms")),
          Map.entry(
              "bactrian.queue.redelivery.first-delay=24h",
              Map.of("bactrian.queue.redelivery.longest-delay", "24h")),
          Map.entry(
              "bactrian.queue.redelivery.longest-delay=1s",
              Map.of("bactrian.queue.redelivery.first-delay", "1s")));

  /** Legal from {@code min} to {@code max}, both included, as written in the comment. */
  record Range(String min, String max) {

    /** The next value below, or something that is no value where there is none. */
    String below() {
      return shifted(min, -1);
    }

    String above() {
      return shifted(max, 1);
    }

    private static String shifted(String value, int by) {
      Matcher parts = Pattern.compile("(\\d+)(\\D*)").matcher(value);
      if (!parts.matches()) {
        throw new IllegalStateException(value);
      }
      long number = Long.parseLong(parts.group(1));
      return switch (parts.group(2)) {
        case "" -> Long.toString(number + by);
        case "ms" -> number + by + "ms";
        case "s" -> Duration.ofSeconds(number).plusMillis(by).toMillis() + "ms";
        case "m" -> Duration.ofMinutes(number).plusMillis(by).toMillis() + "ms";
        default -> Duration.ofHours(number).plusMillis(by).toMillis() + "ms";
      };
    }
  }

  static List<DocumentedSetting> all() {
    List<DocumentedSetting> all = new ArrayList<>();
    var comment = new StringBuilder();
    for (String line : lines()) {
      if (line.startsWith("#")) {
        comment.append(line.substring(1)).append('\n');
      } else if (line.startsWith("bactrian.")) {
        int equals = line.indexOf('=');
        all.add(
            new DocumentedSetting(
                line.substring(0, equals),
                line.substring(equals + 1),
                range(comment.toString().replace("\n", " "))));
        comment.setLength(0);
      } else {
        comment.setLength(0);
      }
    }
    return all;
  }

  /** Sources in which this setting has another value. */
  SettingSources set(String other) {
    Map<String, String> overrides = new java.util.HashMap<>();
    overrides.put(key, other);
    overrides.putAll(COMPANIONS.getOrDefault(key + "=" + other, Map.of()));
    return SettingSources.packedWith(overrides);
  }

  @Override
  public String toString() {
    return key;
  }

  private static Optional<Range> range(String comment) {
    Optional<Range> last = Optional.empty();
    Matcher matcher = RANGE.matcher(comment);
    while (matcher.find()) {
      last =
          Optional.of(
              new Range(
                  matcher.group(1) + unit(matcher.group(2)),
                  matcher.group(3) + unit(matcher.group(4))));
    }
    return last;
  }

  private static String unit(String unit) {
    return unit == null ? "" : unit;
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(Path.of("application.properties"));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
