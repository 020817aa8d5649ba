package io.bactrian.scenario;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.routing.LoadBalancingStrategy;
import java.util.List;

/** A user's own strategy, named in the settings: always the last usable target. */
public final class LastOfAll implements LoadBalancingStrategy {

  @Override
  public Target choose(List<Target> usable, GatewayCall call) {
    return usable.getLast();
  }
}
