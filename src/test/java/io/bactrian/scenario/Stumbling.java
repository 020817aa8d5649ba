package io.bactrian.scenario;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.routing.LoadBalancingStrategy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A user's own strategy with mistakes: it breaks in two ways before it gets it right. */
public final class Stumbling implements LoadBalancingStrategy {

  private final AtomicInteger calls = new AtomicInteger();

  @Override
  public Target choose(List<Target> usable, GatewayCall call) {
    return switch (calls.getAndIncrement()) {
      case 0 -> throw new IllegalStateException("provoked");
      case 1 -> throw new StackOverflowError("provoked");
      default -> usable.getFirst();
    };
  }
}
