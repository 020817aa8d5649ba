package io.bactrian.routing;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.resilience.TargetPool;
import java.util.List;

/** Finds the targets that may answer a call. */
public final class Planner {

  private final TargetPool pool;

  public Planner(TargetPool pool) {
    this.pool = pool;
  }

  /**
   * Returns the call with its targets.
   *
   * @throws CallFailed when no target offers the model
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
    return call.withPlan(model, targets);
  }
}
