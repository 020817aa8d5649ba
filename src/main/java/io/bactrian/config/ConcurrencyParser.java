package io.bactrian.config;

import io.bactrian.resilience.ConcurrencySettings;
import io.bactrian.resilience.ConcurrencySettings.Mode;
import java.util.List;
import java.util.Locale;

/** The settings of how many calls a target may hold at once. */
final class ConcurrencyParser {

  private static final String PREFIX = "bactrian.concurrency.";
  private static final int MOST = 100_000;

  private ConcurrencyParser() {}

  static ConcurrencySettings parse(SettingReader read) {
    String mode = read.choice(PREFIX + "limit", List.of("off", "aimd", "gradient"));
    int initial = read.integer(PREFIX + "initial", 1, MOST);
    int min = read.integer(PREFIX + "min", 1, MOST);
    int max = read.integer(PREFIX + "max", 1, MOST);
    if (initial < min || initial > max) {
      throw InvalidSetting.of(
          PREFIX + "initial",
          "" + initial,
          "from " + PREFIX + "min, which is " + min + ", to " + PREFIX + "max, which is " + max);
    }
    return new ConcurrencySettings(Mode.valueOf(mode.toUpperCase(Locale.ROOT)), initial, min, max);
  }
}
