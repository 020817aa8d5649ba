package io.bactrian.config;

import io.bactrian.strategy.scoreboard.CanaryBounds;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of models on trial. */
final class CanarySection {

  /** {@code file} keeps which were taken back. */
  record Trials(CanaryBounds bounds, Path file) {}

  private CanarySection() {}

  static Trials read(SettingReader read) {
    return new Trials(
        new CanaryBounds(
            read.duration("bactrian.canary.window", Duration.ofSeconds(1), Duration.ofHours(24)),
            read.integer("bactrian.canary.minimum-calls", 1, 1_000_000),
            read.number("bactrian.canary.max-error-percent", 0, 100),
            read.number("bactrian.canary.max-latency-ratio", 1, 1_000)),
        StateSection.file(read, "bactrian.canary.file"));
  }
}
