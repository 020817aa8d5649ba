package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import java.util.List;

/**
 * Chooses the target that is tried next. A user's own class may be named in {@code
 * bactrian.strategy}; it needs a public constructor without arguments. It is called by many threads
 * at once, for every attempt: also to choose among the rest after a target has failed the call.
 */
@FunctionalInterface
public interface LoadBalancingStrategy {

  /**
   * Returns one of {@code usable}, which is never empty, is in configured order, and holds only
   * targets that may answer the call, are healthy, and have not failed it yet.
   */
  Target choose(List<Target> usable, GatewayCall call);

  /**
   * Hears of every attempt once, when its answer has come or it has failed; of a stream, when its
   * first content has come, or it has failed before. Must not block.
   */
  default void ended(GatewayCall call, Attempt attempt) {}
}
