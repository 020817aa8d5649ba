package io.bactrian.routing;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Takes the usable targets in turn, whatever their weights. */
public final class RoundRobin implements LoadBalancingStrategy {

  private final AtomicLong turn = new AtomicLong();

  @Override
  public Target choose(List<Target> usable, GatewayCall call) {
    if (usable.size() == 1) {
      return usable.getFirst();
    }
    return usable.get((int) Math.floorMod(turn.getAndIncrement(), (long) usable.size()));
  }
}
