package io.bactrian.routing;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.resilience.TargetPool;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the targets that may answer a call: those of its model, where it may be answered. */
public final class Planner {

  private final TargetPool pool;

  public Planner(TargetPool pool) {
    this.pool = pool;
  }

  /**
   * Returns the call with its targets.
   *
   * @throws CallFailed when no target offers the model, or none where the call may be answered
   */
  public GatewayCall plan(GatewayCall call) {
    String model = pool.alias(call.model());
    List<Target> targets = pool.offering(model);
    if (targets.isEmpty()) {
      throw new CallFailed(
          FailureKind.CALLER_UNKNOWN_MODEL,
          List.of(),
          "The model '" + call.model() + "' is not configured.");
    }
    List<Target> allowed = call.options().allowed(targets);
    if (allowed.isEmpty()) {
      throw new CallFailed(
          FailureKind.CALLER_RESIDENCY,
          List.of(),
          "The model '%s' is offered in the geos %s; the call may be answered in: %s."
              .formatted(call.model(), geos(targets), Residency.named(call.options().geos())));
    }
    return call.withPlan(model, allowed);
  }

  private static String geos(List<Target> targets) {
    return Residency.named(targets.stream().map(Target::geo).collect(Collectors.toSet()));
  }
}
