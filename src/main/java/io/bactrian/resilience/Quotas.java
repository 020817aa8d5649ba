package io.bactrian.resilience;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which targets share a quota of Bedrock's, and so pause together when one of them is told for how
 * long. A quota is of a model in a source region; on-demand use and each kind of inference profile
 * have one of their own, so that the prefix of a profile's id tells quotas apart.
 */
public final class Quotas {

  private record Quota(String region, String modelId) {

    static Quota of(Target target) {
      String id = target.modelId();
      return new Quota(target.region(), id.substring(id.lastIndexOf('/') + 1));
    }
  }

  private final Map<Quota, List<TargetHealth>> sharing = new HashMap<>();

  public Quotas(TargetPool pool) {
    for (TargetHealth health : pool.all()) {
      sharing.merge(Quota.of(health.target()), List.of(health), Quotas::joined);
    }
  }

  /** The target asks to be left alone that long; so are all others of its quota. */
  public void pause(Target target, FailureKind kind, Duration atLeast) {
    for (TargetHealth health : sharing.get(Quota.of(target))) {
      health.pause(kind, atLeast);
    }
  }

  private static List<TargetHealth> joined(List<TargetHealth> known, List<TargetHealth> more) {
    return Stream.concat(known.stream(), more.stream()).toList();
  }
}
