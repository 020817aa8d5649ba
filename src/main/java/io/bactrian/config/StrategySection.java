package io.bactrian.config;

import io.bactrian.config.GatewaySettings.Region;
import io.bactrian.strategy.AppConfigSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The settings of the strategy document. */
final class StrategySection {

  private static final String PREFIX = "bactrian.model-strategy.";
  private static final int LONGEST_IDENTIFIER = 128;

  /** Where documents are found. */
  enum Source {
    NONE,
    FILE,
    APPCONFIG
  }

  /**
   * The strategy document.
   *
   * @param file of the source {@code file}
   * @param keptFile the copy for starts without AppConfig
   */
  record ModelStrategy(Source source, Path file, Path keptFile, AppConfigSettings appConfig) {}

  private final SettingReader read;

  private StrategySection(SettingReader read) {
    this.read = read;
  }

  static ModelStrategy read(SettingReader read, List<Region> regions, boolean simulated) {
    String source = read.choice(PREFIX + "source", List.of("none", "file", "appconfig"));
    return new ModelStrategy(
        Source.valueOf(source.toUpperCase(Locale.ROOT)),
        StateSection.file(read, PREFIX + "file"),
        StateSection.file(read, PREFIX + "kept-file"),
        new StrategySection(read).appConfig(regions, simulated));
  }

  private AppConfigSettings appConfig(List<Region> regions, boolean simulated) {
    String prefix = PREFIX + "appconfig.";
    var endpoint = read.address(prefix + "endpoint");
    return new AppConfigSettings(
        identifier(prefix + "application"),
        identifier(prefix + "environment"),
        identifier(prefix + "profile"),
        read.optional(prefix + "region").orElse(regions.getFirst().name()),
        endpoint,
        read.duration(prefix + "poll-interval", Duration.ofSeconds(1), Duration.ofHours(24)),
        simulated && endpoint.isPresent());
  }

  private String identifier(String key) {
    String value = read.text(key);
    if (value.length() > LONGEST_IDENTIFIER) {
      throw InvalidSetting.of(key, value, "an id or name of 1 to 128 characters");
    }
    return value;
  }
}
