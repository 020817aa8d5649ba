package io.bactrian.config;

import io.bactrian.call.Target;
import io.bactrian.routing.Residency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of where tenants' questions may be answered. */
final class ResidencySettings {

  private static final String ANYWHERE = "anywhere";

  /** All that there are until callers have keys. */
  private static final List<String> TENANTS = List.of("default");

  private final SettingReader read;
  private final Set<String> known;

  /** {@code targets}: all of them, as a list of geos that none is in would let no call through. */
  ResidencySettings(SettingReader read, List<Target> targets) {
    this.read = read;
    this.known = targets.stream().map(Target::geo).collect(Collectors.toCollection(TreeSet::new));
  }

  Residency residency() {
    String standard = "bactrian.residency";
    Map<String, Set<String>> byTenant = new LinkedHashMap<>();
    for (String tenant : TENANTS) {
      String own = "bactrian.tenant." + tenant + ".residency";
      read.optional(own).ifPresent(value -> byTenant.put(tenant, geos(own, value)));
    }
    return new Residency(geos(standard, read.text(standard)), byTenant);
  }

  private Set<String> geos(String key, String value) {
    if (value.equals(ANYWHERE)) {
      return Set.of();
    }
    Set<String> geos =
        Stream.of(value.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    boolean legal = geos.stream().allMatch(geo -> geo.matches(PlaceSettings.GEO));
    if (!legal || geos.stream().noneMatch(known::contains)) {
      throw InvalidSetting.of(
          key,
          value,
          ANYWHERE
              + ", or geos separated by commas, at least one of which has a target: "
              + String.join(", ", known));
    }
    return geos;
  }
}
