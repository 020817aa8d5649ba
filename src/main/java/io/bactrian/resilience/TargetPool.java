package io.bactrian.resilience;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Target;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All configured targets with their health, in configured order. */
public final class TargetPool {

  private final Map<String, TargetHealth> byId;
  private final Map<String, List<Target>> byModel;
  private final Map<String, String> aliasOfId;
  private final List<TargetHealth> ordered;

  public TargetPool(List<TargetHealth> targets) {
    Map<String, TargetHealth> ids = new LinkedHashMap<>();
    Map<String, List<Target>> models = new LinkedHashMap<>();
    Map<String, String> aliases = new LinkedHashMap<>();
    for (TargetHealth health : targets) {
      Target target = health.target();
      ids.put(target.id(), health);
      ids.put(target.name(), health);
      aliases.putIfAbsent(target.modelId(), target.model());
      aliases.putIfAbsent(target.configuredId(), target.model());
      models.merge(
          target.model(),
          List.of(target),
          (known, more) -> Stream.concat(known.stream(), more.stream()).toList());
    }
    byId = Map.copyOf(ids);
    byModel = Map.copyOf(models);
    aliasOfId = Map.copyOf(aliases);
    ordered = List.copyOf(targets);
  }

  public Collection<TargetHealth> all() {
    return ordered;
  }

  /** The targets that offer a model, empty when none is configured. */
  public List<Target> offering(String model) {
    return byModel.getOrDefault(model, List.of());
  }

  /** Our alias of a model that is named by its alias or by a configured Bedrock id. */
  public String alias(String model) {
    return byModel.containsKey(model) ? model : aliasOfId.getOrDefault(model, model);
  }

  /** The models that are offered, by their aliases, in configured order. */
  public List<String> models() {
    return ordered.stream().map(health -> health.target().model()).distinct().toList();
  }

  /** Health of a target of this pool, by its id or the name of its breaker. */
  public TargetHealth health(String target) {
    return byId.get(target);
  }

  public Stream<TargetHealth> inRegion(String region) {
    return ordered.stream().filter(health -> health.target().region().equals(region));
  }

  /** Why none of these targets can be asked: all out, or some only busy. */
  public FailureKind whyNone(List<Target> targets) {
    for (Target target : targets) {
      TargetHealth health = health(target.id());
      if (health.usable() && !health.hasRoom()) {
        return FailureKind.GATEWAY_TARGETS_BUSY;
      }
    }
    return FailureKind.GATEWAY_NO_USABLE_TARGET;
  }

  public boolean anyUsable() {
    for (TargetHealth health : ordered) {
      if (health.usable()) {
        return true;
      }
    }
    return false;
  }
}
