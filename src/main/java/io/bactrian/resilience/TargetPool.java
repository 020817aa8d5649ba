package io.bactrian.resilience;

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
  private final List<TargetHealth> ordered;

  public TargetPool(List<TargetHealth> targets) {
    Map<String, TargetHealth> ids = new LinkedHashMap<>();
    Map<String, List<Target>> models = new LinkedHashMap<>();
    for (TargetHealth health : targets) {
      Target target = health.target();
      ids.put(target.id(), health);
      models.merge(
          target.model(),
          List.of(target),
          (known, more) -> Stream.concat(known.stream(), more.stream()).toList());
    }
    byId = Map.copyOf(ids);
    byModel = Map.copyOf(models);
    ordered = List.copyOf(targets);
  }

  public Collection<TargetHealth> all() {
    return ordered;
  }

  /** The targets that offer a model, empty when none is configured. */
  public List<Target> offering(String model) {
    return byModel.getOrDefault(model, List.of());
  }

  /** Health of a target of this pool. */
  public TargetHealth health(String targetId) {
    return byId.get(targetId);
  }

  public Stream<TargetHealth> inRegion(String region) {
    return ordered.stream().filter(health -> health.target().region().equals(region));
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
