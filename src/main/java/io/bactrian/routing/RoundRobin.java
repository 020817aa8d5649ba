package io.bactrian.routing;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the usable targets in turn, whatever their weights. Each model has turns of its own:
 * callers that alternate between two models would else send each of them to one region only.
 */
public final class RoundRobin implements LoadBalancingStrategy {

  private final Map<String, AtomicLong> turns = new ConcurrentHashMap<>();

  @Override
  public Target choose(List<Target> usable, GatewayCall call) {
    Target first = usable.getFirst();
    if (usable.size() == 1) {
      return first;
    }
    long turn = turns.computeIfAbsent(first.model(), model -> new AtomicLong()).getAndIncrement();
    return usable.get((int) Math.floorMod(turn, (long) usable.size()));
  }
}
