package io.bactrian.routing;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares calls by weight and spreads each target's share evenly over time: the smooth weighted
 * round-robin of nginx. Every choice adds each usable target's weight to its credit, takes the
 * target with most credit, and charges it the sum of the weights. Targets that are not usable take
 * no part, so their share falls to the others by weight. A weight of 0 takes calls only when no
 * weighted target is usable.
 */
public final class SmoothWeighted implements LoadBalancingStrategy {

  private final Map<String, Long> credits = new HashMap<>();

  @Override
  public synchronized Target choose(List<Target> usable, GatewayCall call) {
    Target best = null;
    long bestCredit = Long.MIN_VALUE;
    long total = 0;
    for (Target target : usable) {
      if (target.weight() > 0) {
        long credit = credits.merge(target.id(), (long) target.weight(), Long::sum);
        total += target.weight();
        if (credit > bestCredit) {
          best = target;
          bestCredit = credit;
        }
      }
    }
    if (best == null) {
      return usable.getFirst();
    }
    credits.merge(best.id(), -total, Long::sum);
    return best;
  }
}
