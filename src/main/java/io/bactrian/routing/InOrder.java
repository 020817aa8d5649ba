package io.bactrian.routing;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import java.util.List;

/** Takes the first usable target by configured order: the others stand by. */
public final class InOrder implements LoadBalancingStrategy {

  @Override
  public Target choose(List<Target> usable, GatewayCall call) {
    Target first = usable.getFirst();
    for (Target target : usable) {
      if (target.order() < first.order()) {
        first = target;
      }
    }
    return first;
  }
}
