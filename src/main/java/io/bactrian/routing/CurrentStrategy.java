package io.bactrian.routing;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import java.util.List;

/** The strategy in force, which an operator may change while calls are under way. */
public final class CurrentStrategy implements LoadBalancingStrategy {

  private record Named(String name, LoadBalancingStrategy strategy) {}

  private volatile Named current;

  public CurrentStrategy(String name) {
    use(name);
  }

  /** Puts another strategy in force; an unknown name changes nothing and throws. */
  public void use(String name) {
    current = new Named(name, Strategies.named(name));
  }

  public String name() {
    return current.name();
  }

  @Override
  public Target choose(List<Target> usable, GatewayCall call) {
    return current.strategy().choose(usable, call);
  }
}
