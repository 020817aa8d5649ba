package io.bactrian.config;

import io.bactrian.call.Delivery;
import io.bactrian.call.Target;
import io.bactrian.config.GatewaySettings.Region;
import io.bactrian.routing.Residency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings of regions, models and targets. */
final class TargetSettings {

  private final SettingReader read;
  private final SettingSources sources;
  private final PlaceSettings places;
  private final List<Region> regions;
  private final List<String> models;
  private final String defaultModel;

  TargetSettings(SettingReader read, SettingSources sources) {
    this.read = read;
    this.sources = sources;
    places = new PlaceSettings(read);
    models = read.names("bactrian.models");
    if (models.contains(Delivery.AUTO)) {
      throw InvalidSetting.of(
          "bactrian.models", Delivery.AUTO, "any other name: this one leaves the model to us");
    }
    // The packed file has an id for the packed model, which nobody can take away who uses others.
    read.allow("bactrian.model.", ".id");
    defaultModel = read.choice("bactrian.default-model", models);
    regions = readRegions();
  }

  List<Region> regions() {
    return regions;
  }

  String defaultModel() {
    return defaultModel;
  }

  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (String model : models) {
      String modelId = modelId(model);
      for (Region region : regions) {
        targets.add(places.target(region, model, modelId));
      }
    }
    return targets;
  }

  /** When regions may be asked, by their names; only of those that say so. */
  Map<String, Instant> availableFrom() {
    return places.availableFrom();
  }

  Residency residency() {
    return new ResidencySettings(read, targets()).residency();
  }

  /** The models that stand in for each model, in order; by the alias of the one that was asked. */
  Map<String, List<String>> fallbackModels() {
    Map<String, List<String>> fallbacks = new LinkedHashMap<>();
    for (String model : models) {
      String key = "bactrian.model." + model + ".fallbacks";
      read.optional(key).ifPresent(value -> fallbacks.put(model, others(model, key, value)));
    }
    return fallbacks;
  }

  private List<String> others(String model, String key, String value) {
    List<String> allowed = models.stream().filter(other -> !other.equals(model)).toList();
    List<String> chosen = Stream.of(value.split(",", -1)).map(String::strip).toList();
    if (!allowed.containsAll(chosen) || chosen.stream().distinct().count() < chosen.size()) {
      throw InvalidSetting.of(
          key,
          value,
          allowed.isEmpty()
              ? "none, as bactrian.models has no other"
              : "each at most once, separated by commas: " + String.join(", ", allowed));
    }
    return chosen;
  }

  private String modelId(String model) {
    String key = "bactrian.model." + model + ".id";
    String configured = read.text(key);
    if (model.equals(defaultModel) && !sources.isOverridden(key)) {
      return sources.environment("MODEL_ID").orElse(configured);
    }
    return configured;
  }

  private List<Region> readRegions() {
    String key = "bactrian.regions";
    List<String> names = read.names(key);
    List<String> seeded =
        Stream.of("AWS_REGION_1", "AWS_REGION_2")
            .map(sources::environment)
            .flatMap(Optional::stream)
            .toList();
    if (!sources.isOverridden(key) && !places.imported().isEmpty()) {
      names = places.imported();
    } else if (!seeded.isEmpty() && !sources.isOverridden(key)) {
      names = read.names("AWS_REGION_1, AWS_REGION_2", String.join(",", seeded));
    }
    List<Region> found = new ArrayList<>();
    for (String name : names) {
      if (name.contains(".") || name.equals(Target.LOCAL)) {
        throw InvalidSetting.of(key, name, "a region's name, of a-z, 0-9 and '-', and not 'local'");
      }
      String prefix = "bactrian.region." + name + ".";
      found.add(
          new Region(
              name,
              read.integer(prefix + "weight", 0, 1_000, 1),
              read.integer(prefix + "order", 0, 1_000, found.size()),
              read.address(prefix + "endpoint").orElse(null)));
    }
    if (found.stream().allMatch(region -> region.weight() == 0)) {
      throw new InvalidSetting(
          "every bactrian.region.<region>.weight is 0: at least one must be from 1 to 1000");
    }
    return List.copyOf(found);
  }
}
