package io.bactrian.routing;

import io.bactrian.call.Target;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** Makes a strategy from its name in the settings, with what it needs to know. */
public final class Strategies {

  /** The names that need no class of one's own. */
  public static final List<String> BUILT_IN =
      List.of("round-robin", "weighted", "failover", "least-latency", "prompt-cache-affinity");

  private final TargetScores scores;
  private final ToLongFunction<Target> inFlight;
  private final DoubleSupplier random;

  /**
   * @param inFlight how many calls are at a target now
   * @param random numbers in [0, 1)
   */
  public Strategies(
      ToLongFunction<Target> inFlight, LongSupplier nanoClock, DoubleSupplier random) {
    this.scores = new TargetScores(nanoClock);
    this.inFlight = inFlight;
    this.random = random;
  }

  TargetScores scores() {
    return scores;
  }

  /**
   * Returns the strategy of that name or of that class.
   *
   * @throws IllegalArgumentException saying what is allowed, when there is none
   */
  public LoadBalancingStrategy named(String name) {
    return switch (name) {
      case "round-robin" -> new RoundRobin();
      case "weighted" -> new SmoothWeighted();
      case "failover" -> new InOrder();
      case "least-latency" -> new LeastLatency(scores, inFlight, random);
      case "prompt-cache-affinity" -> new PromptCacheAffinity(inFlight);
      default -> ofClass(name);
    };
  }

  /**
   * Refuses a name that makes no strategy.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static void require(String name) {
    if (!BUILT_IN.contains(name)) {
      ofClass(name);
    }
  }

  private static LoadBalancingStrategy ofClass(String className) {
    try {
      return Class.forName(className)
          .asSubclass(LoadBalancingStrategy.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError problem) {
      throw new IllegalArgumentException(
          "no strategy '"
              + className
              + "'; allowed: "
              + String.join(", ", BUILT_IN)
              + ", or the name of a public class that implements "
              + LoadBalancingStrategy.class.getName()
              + " and has a public constructor without arguments",
          problem);
    }
  }
}
