package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strategy in force, which an operator may change while calls are under way. The scores learn
 * under any strategy, so that one which needs them begins with what is known.
 */
public final class CurrentStrategy implements LoadBalancingStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(CurrentStrategy.class);

  private record Named(String name, LoadBalancingStrategy strategy) {}

  private final Strategies strategies;
  private volatile Named current;

  public CurrentStrategy(String name, Strategies strategies) {
    this.strategies = strategies;
    use(name);
  }

  /** Puts another strategy in force; an unknown name changes nothing and throws. */
  public void use(String name) {
    current = new Named(name, strategies.named(name));
  }

  public String name() {
    return current.name();
  }

  /** What is known of the latency of targets. */
  public TargetScores scores() {
    return strategies.scores();
  }

  @Override
  public Target choose(List<Target> usable, GatewayCall call) {
    return current.strategy().choose(usable, call);
  }

  /** A strategy of a user's own that breaks here must not cost an answer that has come. */
  @Override
  public void ended(GatewayCall call, Attempt attempt) {
    scores().learn(call, attempt);
    try {
      current.strategy().ended(call, attempt);
    } catch (RuntimeException broken) {
      LOG.warn("Strategy {} broke on the end of an attempt", current.name(), broken);
    }
  }
}
