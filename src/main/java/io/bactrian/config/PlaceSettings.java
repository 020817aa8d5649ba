package io.bactrian.config;

import io.bactrian.call.Geo;
import io.bactrian.call.InferenceProfile;
import io.bactrian.call.Target;
import io.bactrian.call.Target.Group;
import io.bactrian.config.EndpointsFile.Endpoint;
import io.bactrian.config.GatewaySettings.Region;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings of where calls go: the group, the geo and the inference profiles of a region. */
final class PlaceSettings {

  /** What a geo looks like. */
  static final String GEO = "[a-z0-9-]{1,32}";

  private static final String NO_PREFIX = "none";

  private static final String FILE = "bactrian.endpoints-file";

  private final SettingReader read;
  private final Map<String, Endpoint> imported = new LinkedHashMap<>();

  PlaceSettings(SettingReader read) {
    this.read = read;
    String file = read.text(FILE);
    if (!file.equals("none")) {
      EndpointsFile.read(FILE, file).forEach(found -> imported.put(found.region(), found));
    }
  }

  /** The regions of the imported file in their order; empty where there is none. */
  List<String> imported() {
    return List.copyOf(imported.keySet());
  }

  /** When the regions of the imported file may be asked. */
  Map<String, Instant> availableFrom() {
    Map<String, Instant> times = new LinkedHashMap<>();
    imported.forEach((region, found) -> times.put(region, found.availableFrom()));
    return times;
  }

  /** The target of a model in a region; {@code configuredId} is the model's id everywhere. */
  Target target(Region region, String model, String configuredId) {
    String name = region.name();
    String key = "bactrian.target." + name + "/" + model;
    String tag = geo("bactrian.region." + name + ".geo").orElse(Geo.ofRegion(name));
    Optional<String> prefix = prefix(name, tag);
    Optional<String> own = read.optional(key + ".model-id");
    String modelId = own.orElseGet(() -> prefixed(prefix, configuredId));
    requireRegion(own.isPresent() ? key + ".model-id" : modelKey(model), modelId, region.name());
    return new Target(
        name,
        model,
        modelId,
        region.weight(),
        region.order(),
        group(name),
        geo(key + ".geo").orElseGet(() -> Geo.ofTarget(name, tag, modelId)),
        configuredId);
  }

  private Group group(String region) {
    String key = "bactrian.region." + region + ".group";
    List<String> allowed = Stream.of(Group.values()).map(Group::label).toList();
    return read.optional(key).isPresent()
        ? Group.values()[allowed.indexOf(read.choice(key, allowed))]
        : importedGroup(region);
  }

  private Group importedGroup(String region) {
    Endpoint found = imported.get(region);
    return found == null || found.primary() ? Group.PRIMARY : Group.NORMAL;
  }

  private Optional<String> geo(String key) {
    Optional<String> geo = read.optional(key);
    geo.filter(value -> !value.matches(GEO))
        .ifPresent(
            value -> {
              throw InvalidSetting.of(key, value, "one name of a-z, 0-9 and '-', such as eu");
            });
    return geo;
  }

  private Optional<String> prefix(String region, String tag) {
    String key = "bactrian.region." + region + ".profile-prefix";
    Optional<String> explicit = read.optional(key);
    Optional<String> prefix =
        explicit
            .or(() -> Optional.ofNullable(imported.get(region)).map(Endpoint::prefix))
            .filter(value -> !value.isEmpty() && !value.equals(NO_PREFIX));
    String source = explicit.isPresent() ? key : FILE + ", region_profile_prefix of " + region;
    prefix.ifPresent(value -> requireFit(source, value, region, tag));
    return prefix;
  }

  /** A profile of another geo would be refused by Bedrock, or take calls out of the region's. */
  private static void requireFit(String key, String prefix, String region, String tag) {
    List<String> fitting =
        InferenceProfile.prefixes().stream().filter(one -> Geo.fits(one, region, tag)).toList();
    if (!fitting.contains(prefix)) {
      throw InvalidSetting.of(
          key,
          prefix,
          "%s, or one that fits the geo %s: %s"
              .formatted(NO_PREFIX, tag, String.join(", ", fitting)));
    }
  }

  /** An ARN names its profile itself; a prefix that is there already gives way to the region's. */
  private static String prefixed(Optional<String> prefix, String modelId) {
    return prefix.isEmpty() || modelId.startsWith("arn:")
        ? modelId
        : prefix.get() + "." + InferenceProfile.base(modelId);
  }

  private static String modelKey(String model) {
    return "bactrian.model." + model + ".id";
  }

  private static void requireRegion(String key, String modelId, String region) {
    String[] parts = modelId.split(":", 6);
    boolean elsewhere =
        parts.length == 6
            && parts[0].equals("arn")
            && !parts[3].isEmpty()
            && !parts[3].equals(region);
    if (elsewhere) {
      throw InvalidSetting.of(
          key,
          modelId,
          "for region %s an ARN of that region, or an id; each target may have one of its own, as"
                  .formatted(region)
              + " bactrian.target.<region>/<model>.model-id");
    }
  }
}
