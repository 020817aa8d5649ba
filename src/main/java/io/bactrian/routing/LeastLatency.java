package io.bactrian.routing;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.ToLongFunction;

/**
 * Takes the better of two targets chosen by chance, by latency times the calls that are there
 * already. Two are enough to avoid a slow one, and chance keeps callers that see the same scores
 * from going to the same target all at once.
 */
final class LeastLatency implements LoadBalancingStrategy {

  /** More than any known latency: a target that nobody has heard of gets one call at a time. */
  private static final double UNKNOWN_AND_ASKED = 1e18;

  private final TargetScores scores;
  private final ToLongFunction<Target> inFlight;
  private final DoubleSupplier random;

  LeastLatency(TargetScores scores, ToLongFunction<Target> inFlight, DoubleSupplier random) {
    this.scores = scores;
    this.inFlight = inFlight;
    this.random = random;
  }

  @Override
  public Target choose(List<Target> usable, GatewayCall call) {
    int size = usable.size();
    if (size == 1) {
      return usable.getFirst();
    }
    int first = (int) (random.getAsDouble() * size);
    int second = (int) (random.getAsDouble() * (size - 1));
    Target one = usable.get(first);
    Target other = usable.get(second < first ? second : second + 1);
    return cost(one, call) <= cost(other, call) ? one : other;
  }

  private double cost(Target target, GatewayCall call) {
    long there = inFlight.applyAsLong(target);
    double latency = scores.nanos(target, call);
    if (latency > 0) {
      return latency * (there + 1);
    }
    return there == 0 ? 0 : UNKNOWN_AND_ASKED + there;
  }
}
