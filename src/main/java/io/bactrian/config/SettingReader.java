package io.bactrian.config;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads settings as typed values within legal ranges, and knows which keys nobody asked for. */
final class SettingReader {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

  private final SettingSources sources;
  private final Set<String> asked = new HashSet<>();

  SettingReader(SettingSources sources) {
    this.sources = sources;
  }

  Optional<String> optional(String key) {
    asked.add(key);
    return sources.find(key).filter(value -> !value.isBlank());
  }

  String text(String key) {
    return optional(key).orElseThrow(() -> InvalidSetting.of(key, "", "a value is required"));
  }

  int integer(String key, int min, int max) {
    return integer(key, text(key), min, max);
  }

  int integer(String key, int min, int max, int absent) {
    return optional(key).map(value -> integer(key, value, min, max)).orElse(absent);
  }

  float number(String key, float min, float max, float absent) {
    return optional(key).map(value -> number(key, value, min, max)).orElse(absent);
  }

  float number(String key, float min, float max) {
    return number(key, text(key), min, max);
  }

  private static float number(String key, String value, float min, float max) {
    // Java's own parser would also take 5f, 0x1p3 and NaN.
    if (NUMBER.matcher(value).matches()) {
      float number = Float.parseFloat(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw InvalidSetting.of(key, value, "a number from " + plain(min) + " to " + plain(max));
  }

  Duration duration(String key, Duration min, Duration max) {
    String value = text(key);
    Matcher matcher = DURATION.matcher(value);
    if (matcher.matches()) {
      Duration duration = duration(Long.parseLong(matcher.group(1)), matcher.group(2));
      if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
        return duration;
      }
    }
    throw InvalidSetting.of(
        key,
        value,
        "a time from " + shown(min) + " to " + shown(max) + ", written as 500ms, 2s, 10m or 1h");
  }

  String choice(String key, List<String> allowed) {
    String value = text(key);
    if (!allowed.contains(value)) {
      throw InvalidSetting.of(key, value, "one of " + String.join(", ", allowed));
    }
    return value;
  }

  boolean flag(String key) {
    return choice(key, List.of("true", "false")).equals("true");
  }

  /** A time that may not be longer than the other one, whose range it has. */
  Duration atMost(String key, String other, Duration min, Duration max) {
    Duration duration = duration(key, min, max);
    if (duration.compareTo(duration(other, min, max)) > 0) {
      throw InvalidSetting.of(key, text(key), "at most " + other + ", which is " + text(other));
    }
    return duration;
  }

  Optional<URI> address(String key) {
    return optional(key).map(value -> address(key, value));
  }

  private static URI address(String key, String value) {
    try {
      URI uri = URI.create(value);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // told below, with what is allowed
    }
    throw InvalidSetting.of(key, value, "an http or https address");
  }

  /** {@code auto} means: only where {@code automatic}. */
  boolean automatic(String key, boolean automatic) {
    String value = choice(key, List.of("auto", "true", "false"));
    return value.equals("auto") ? automatic : Boolean.parseBoolean(value);
  }

  List<String> names(String key) {
    return names(key, text(key));
  }

  List<String> names(String key, String value) {
    List<String> names = Arrays.stream(value.split(",")).map(String::strip).toList();
    boolean legal = names.stream().allMatch(name -> NAME.matcher(name).matches());
    if (!legal || new HashSet<>(names).size() != names.size()) {
      throw InvalidSetting.of(
          key, value, "different names of a-z, 0-9, '.' and '-', separated by commas");
    }
    return names;
  }

  /** All settings below a prefix, by the rest of their key. */
  Map<String, String> below(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String key : sources.keys()) {
      if (key.startsWith(prefix)) {
        found.put(key.substring(prefix.length()), text(key));
      }
    }
    return found;
  }

  /** Lets keys be set that nothing reads at the moment. */
  void allow(String prefix, String suffix) {
    for (String key : sources.keys()) {
      if (key.startsWith(prefix) && key.endsWith(suffix)) {
        asked.add(key);
      }
    }
  }

  /** Stops the start when a key is set that nothing reads: a typing mistake must not be silent. */
  void refuseUnknown() {
    for (String key : sources.keys()) {
      if (!asked.contains(key)) {
        throw new InvalidSetting(
            "unknown setting "
                + key
                + "; known keys are in application.properties, with regions "
                + optional("bactrian.regions").orElse("")
                + " and models "
                + optional("bactrian.models").orElse(""));
      }
    }
  }

  private static int integer(String key, String value, int min, int max) {
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // told below, with the range
    }
    throw InvalidSetting.of(key, value, "a whole number from " + min + " to " + max);
  }

  private static Duration duration(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static String shown(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 3_600_000 == 0 && millis > 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0 && millis > 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1_000 == 0 && millis > 0 ? millis / 1_000 + "s" : millis + "ms";
  }

  private static String plain(float number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Float.toString(number);
  }
}
