package io.bactrian.routing;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the questions of tenants may be answered, and the stage that keeps calls there.
 *
 * @param standard geos for tenants without any of their own; empty for anywhere
 * @param byTenant geos of the others; empty for anywhere
 */
public record Residency(Set<String> standard, Map<String, Set<String>> byTenant) {

  /** Nobody is kept anywhere. */
  public static final Residency ANYWHERE = new Residency(Set.of(), Map.of());

  public Residency {
    standard = Set.copyOf(standard);
    byTenant = Map.copyOf(byTenant);
  }

  /**
   * Returns the call with the geos that both its tenant and its caller allow.
   *
   * @throws CallFailed when there is none
   */
  public GatewayCall confine(GatewayCall call) {
    Set<String> tenants = byTenant.getOrDefault(call.tenant(), standard);
    return tenants.isEmpty()
        ? call
        : call.withOptions(call.options().withGeos(common(call.options().geos(), tenants)));
  }

  private static Set<String> common(Set<String> asked, Set<String> tenants) {
    Set<String> both = new TreeSet<>(tenants);
    if (!asked.isEmpty()) {
      both.retainAll(asked);
    }
    if (both.isEmpty()) {
      throw new CallFailed(
          FailureKind.CALLER_RESIDENCY,
          List.of(),
          "x-bactrian-geo asks for %s; allowed: %s.".formatted(named(asked), named(tenants)));
    }
    return both;
  }

  static String named(Set<String> geos) {
    return String.join(", ", new TreeSet<>(geos));
  }
}
