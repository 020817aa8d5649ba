package io.bactrian.config;

import io.bactrian.config.GatewaySettings.Region;
import io.bactrian.state.StateSettings;
import io.bactrian.state.StateSettings.Kind;
import io.bactrian.store.DynamoDbSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The settings of the state that survives a restart. */
final class StateSection {

  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

  private StateSection() {}

  static StateSettings read(SettingReader read, List<Region> regions) {
    String kind = read.choice("bactrian.state.store", List.of("file", "redis", "dynamodb", "off"));
    if (kind.equals("redis") && read.text("bactrian.redis.uri").equals("none")) {
      throw InvalidSetting.of(
          "bactrian.redis.uri", "none", "the address of the Redis that bactrian.state.store names");
    }
    return new StateSettings(
        Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        file(read, "bactrian.state.file"),
        dynamoDb(read, "bactrian.state.dynamodb.", regions),
        word(read, "bactrian.state.namespace", NAMESPACE, "1 to 64"),
        read.duration("bactrian.state.interval", Duration.ofMillis(100), Duration.ofMinutes(1)));
  }

  /** The path of a file, whether it is there or not. */
  static Path file(SettingReader read, String key) {
    String value = read.text(key);
    try {
      Path file = Path.of(value);
      if (file.getFileName() != null) {
        return file;
      }
    } catch (InvalidPathException noPath) {
      // told below, with what is allowed
    }
    throw InvalidSetting.of(key, value, "the path of a file");
  }

  /** The table that the keys below {@code prefix} tell. */
  static DynamoDbSettings dynamoDb(SettingReader read, String prefix, List<Region> regions) {
    String region = read.optional(prefix + "region").orElse(regions.getFirst().name());
    return new DynamoDbSettings(
        word(read, prefix + "table", TABLE, "3 to 255"), region, read.address(prefix + "endpoint"));
  }

  private static String word(SettingReader read, String key, Pattern legal, String length) {
    String value = read.text(key);
    if (!legal.matcher(value).matches()) {
      throw InvalidSetting.of(
          key, value, length + " characters of A-Z, a-z, 0-9, '_', '.' and '-'");
    }
    return value;
  }
}
