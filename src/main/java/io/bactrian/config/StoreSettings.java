package io.bactrian.config;

import io.bactrian.store.RedisSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of stores outside the process. */
final class StoreSettings {

  private static final String URI_KEY = "bactrian.redis.uri";
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9:._-]{1,64}");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SettingReader read;

  StoreSettings(SettingReader read) {
    this.read = read;
  }

  RedisSettings redis() {
    return new RedisSettings(
        uri(),
        read.duration("bactrian.redis.timeout", Duration.ofMillis(1), SECOND),
        read.duration(
            "bactrian.redis.connect-timeout", Duration.ofMillis(10), Duration.ofSeconds(10)),
        prefix(),
        new RedisSettings.Judgement(
            read.integer("bactrian.redis.breaker.window-size", 1, 10_000),
            read.number("bactrian.redis.breaker.failure-rate", 1, 100),
            read.duration(
                "bactrian.redis.breaker.open-duration",
                Duration.ofMillis(10),
                Duration.ofHours(1))));
  }

  private Optional<URI> uri() {
    String value = read.text(URI_KEY);
    if (value.equals("none")) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(value);
      if (uri.getHost() != null && List.of("redis", "rediss").contains(uri.getScheme())) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException notAnAddress) {
      // told below, with what is allowed
    }
    throw InvalidSetting.of(
        URI_KEY,
        withoutPassword(value),
        "none, or an address such as redis://host:6379/0 or rediss://user:password@host:6380");
  }

  /** What stops a start is printed, and a password must not be. */
  private static String withoutPassword(String uri) {
    int at = uri.lastIndexOf('@');
    int host = uri.indexOf("://");
    return at < 0 ? uri : (host < 0 ? "" : uri.substring(0, host + 3)) + "..." + uri.substring(at);
  }

  private String prefix() {
    String key = "bactrian.redis.key-prefix";
    String value = read.text(key);
    if (!PREFIX.matcher(value).matches()) {
      throw InvalidSetting.of(key, value, "1 to 64 characters of a-z, 0-9, ':', '.', '_' and '-'");
    }
    return value;
  }
}
