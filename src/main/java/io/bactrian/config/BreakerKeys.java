package io.bactrian.config;

import io.bactrian.call.Target;
import io.bactrian.resilience.BreakerSettings;
import io.bactrian.resilience.OpenIntervalGrowth;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of circuit breakers: those for all targets, and what a target has of its own. */
final class BreakerKeys {

  private static final Duration BRIEF = Duration.ofMillis(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String STANDARD = "bactrian.breaker.";

  private final SettingReader read;

  BreakerKeys(SettingReader read) {
    this.read = read;
  }

  /** Settings of each target's breaker, by target id. */
  Map<String, BreakerSettings> of(List<Target> targets) {
    Map<String, BreakerSettings> breakers = new LinkedHashMap<>();
    for (Target target : targets) {
      breakers.put(target.id(), below("bactrian.target." + target.id() + ".breaker."));
    }
    return breakers;
  }

  BreakerSettings standard() {
    return below(STANDARD);
  }

  /** The settings of a breaker below a prefix, where it has none those for all. */
  BreakerSettings below(String prefix) {
    Optional<Duration> windowDuration = windowDuration(prefix);
    String windowKey = own(prefix, "window-size");
    int window = read.integer(windowKey, 1, 10_000);
    String minimumKey = own(prefix, "minimum-calls");
    int minimum = read.integer(minimumKey, 1, 10_000);
    if (windowDuration.isEmpty() && minimum > window) {
      throw InvalidSetting.of(
          minimumKey, "" + minimum, "at most " + windowKey + ", which is " + window);
    }
    return new BreakerSettings(
        window,
        minimum,
        read.number(own(prefix, "failure-rate"), 1, 100),
        read.duration(own(prefix, "slow-call-duration"), BRIEF, HOUR),
        read.number(own(prefix, "slow-call-rate"), 1, 100),
        read.duration(own(prefix, "open-duration"), BRIEF, HOUR),
        read.integer(own(prefix, "half-open-calls"), 1, 100),
        new OpenIntervalGrowth(
            read.number(own(prefix, "open-duration-multiplier"), 1, 10),
            read.duration(own(prefix, "open-duration-max"), BRIEF, HOUR)),
        windowDuration);
  }

  /** The length of a window of time, which is read in any case so that a mistake in it is told. */
  private Optional<Duration> windowDuration(String prefix) {
    String type = read.choice(own(prefix, "window-type"), List.of("count", "time"));
    String key = own(prefix, "window-duration");
    Duration duration = read.duration(key, SECOND, HOUR);
    if (duration.toMillisPart() != 0) {
      throw InvalidSetting.of(key, read.text(key), "whole seconds");
    }
    return type.equals("time") ? Optional.of(duration) : Optional.empty();
  }

  /** The target's own key where it is set, else the one for all targets. */
  private String own(String prefix, String name) {
    return read.optional(prefix + name).isPresent() ? prefix + name : STANDARD + name;
  }
}
