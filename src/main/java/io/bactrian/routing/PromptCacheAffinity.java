package io.bactrian.routing;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Sends calls with the same {@link PromptPrefix} to the same target, whose prompt cache then knows
 * it: by weighted rendezvous hashing, so that each prefix has an order of targets of its own, and
 * goes back to the first one as soon as that is usable again. All replicas of the gateway find the
 * same order without asking each other.
 *
 * <p>Load is bounded, as in consistent hashing with bounded loads: a target that has more than its
 * share of the calls in flight is passed over, however hot a prefix is.
 */
final class PromptCacheAffinity implements LoadBalancingStrategy {

  /** What a target may have of its fair share: nearer to 1 spreads sooner, and caches less. */
  private static final double LOAD_FACTOR = 1.5;

  /** So many calls at once are no load, and worth more with a warm cache than spread. */
  private static final long FREE_CALLS = 16;

  private final ToLongFunction<Target> inFlight;

  PromptCacheAffinity(ToLongFunction<Target> inFlight) {
    this.inFlight = inFlight;
  }

  @Override
  public Target choose(List<Target> usable, GatewayCall call) {
    if (usable.size() == 1) {
      return usable.getFirst();
    }
    long all = 1;
    long weights = 0;
    for (Target target : usable) {
      all += inFlight.applyAsLong(target);
      weights += target.weight();
    }
    return choose(usable, PromptPrefix.of(call), all, weights);
  }

  /** A weight of 0 takes calls only when no weighted target is usable. */
  private Target choose(List<Target> usable, long prefix, long all, long weights) {
    Target home = usable.getFirst();
    Target chosen = null;
    double homeRank = -1;
    double chosenRank = -1;
    for (Target target : usable) {
      int weight = weights == 0 ? 1 : target.weight();
      if (weight > 0) {
        double rank = rank(prefix, target, weight);
        double share = (double) weight / (weights == 0 ? usable.size() : weights);
        if (rank > homeRank) {
          home = target;
          homeRank = rank;
        }
        if (rank > chosenRank && hasRoom(target, all * share)) {
          chosen = target;
          chosenRank = rank;
        }
      }
    }
    return chosen == null ? home : chosen;
  }

  private boolean hasRoom(Target target, double fairShare) {
    return inFlight.applyAsLong(target) < Math.max(FREE_CALLS, Math.ceil(LOAD_FACTOR * fairShare));
  }

  /** The target of the highest rank wins, in proportion to the weights over all prefixes. */
  private static double rank(long prefix, Target target, int weight) {
    long hash = PromptPrefix.with(prefix, target.id().hashCode());
    double chance = ((hash >>> 11) + 0.5) * 0x1p-53;
    return -weight / Math.log(chance);
  }
}
