package io.bactrian.config;

import io.bactrian.config.GatewaySettings.Cache;
import io.bactrian.fallback.CacheMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The settings of kept answers. */
final class CacheSettings {

  private static final Duration MONTH = Duration.ofHours(720);

  private CacheSettings() {}

  static Cache read(SettingReader read) {
    String mode =
        read.choice("bactrian.cache.mode", List.of("fallback", "read-through", "off"))
            .toUpperCase(Locale.ROOT)
            .replace('-', '_');
    return new Cache(
        CacheMode.valueOf(mode),
        read.integer("bactrian.cache.max-entries", 1, 10_000_000),
        read.duration("bactrian.cache.ttl", Duration.ofSeconds(1), MONTH),
        read.duration("bactrian.cache.stale-if-error", Duration.ZERO, MONTH),
        read.flag("bactrian.cache.single-flight"),
        read.integer("bactrian.cache.max-entry-bytes", 1_024, 16_777_216));
  }
}
