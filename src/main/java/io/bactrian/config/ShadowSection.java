package io.bactrian.config;

import io.bactrian.call.Target;
import io.bactrian.shadow.ShadowSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of shadow traffic. */
final class ShadowSection {

  private static final String PREFIX = "bactrian.shadow.";
  private static final String NONE = "none";
  private static final Pattern USE_CASE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private ShadowSection() {}

  /** Empty where nothing is copied; what is set must be legal all the same. */
  static Optional<ShadowSettings> read(SettingReader read, List<Target> targets) {
    String model = model(read, targets);
    var settings =
        new ShadowSettings(
            model,
            read.number(PREFIX + "percent", 0, 100),
            names(
                read, "use-cases", USE_CASE, "names of use cases of A-Z, a-z, 0-9, '_', '.', '-'"),
            names(read, "tenants", Pattern.compile("default"), "of the tenants: default"),
            read.integer(PREFIX + "max-concurrent", 1, 1_000),
            read.integer(PREFIX + "calls-per-hour", 1, 1_000_000),
            read.integer(PREFIX + "output-tokens-per-day", 1, 1_000_000_000),
            read.duration(PREFIX + "timeout", Duration.ofMillis(100), Duration.ofHours(1)),
            StateSection.file(read, PREFIX + "file"),
            read.integer(PREFIX + "max-file-bytes", 1_024, 2_000_000_000));
    if (model.equals(NONE)) {
      return Optional.empty();
    }
    requireOptIn("use-cases", settings.useCases(), "the names of the use cases to be copied");
    requireOptIn("tenants", settings.tenants(), "the names of the tenants to be copied: default");
    return Optional.of(settings);
  }

  private static String model(SettingReader read, List<Target> targets) {
    Set<String> known =
        targets.stream().map(Target::model).collect(Collectors.toCollection(TreeSet::new));
    return read.choice(PREFIX + "model", Stream.concat(Stream.of(NONE), known.stream()).toList());
  }

  private static Set<String> names(SettingReader read, String key, Pattern legal, String allowed) {
    String value = read.text(PREFIX + key);
    if (value.equals(NONE)) {
      return Set.of();
    }
    List<String> names = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    if (!names.stream().allMatch(name -> legal.matcher(name).matches())) {
      throw InvalidSetting.of(
          PREFIX + key, value, NONE + ", or " + allowed + ", separated by commas; each is named");
    }
    return new LinkedHashSet<>(names);
  }

  private static void requireOptIn(String key, Set<String> names, String allowed) {
    if (names.isEmpty()) {
      throw InvalidSetting.of(
          PREFIX + key, NONE, allowed + ", as " + PREFIX + "model is set and nothing is opted in");
    }
  }
}
