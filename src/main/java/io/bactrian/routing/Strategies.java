package io.bactrian.routing;

import java.util.List;

/** Makes a strategy from its name in the settings. */
public final class Strategies {

  /** The names that need no class of one's own. */
  public static final List<String> BUILT_IN = List.of("round-robin", "weighted", "failover");

  private Strategies() {}

  /**
   * Returns the strategy of that name or of that class.
   *
   * @throws IllegalArgumentException saying what is allowed, when there is none
   */
  public static LoadBalancingStrategy named(String name) {
    return switch (name) {
      case "round-robin" -> new RoundRobin();
      case "weighted" -> new SmoothWeighted();
      case "failover" -> new InOrder();
      default -> ofClass(name);
    };
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
