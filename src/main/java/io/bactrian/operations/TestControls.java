package io.bactrian.operations;

import io.bactrian.bedrock.InjectedFailures;
import io.bactrian.bedrock.RegionMapping;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.resilience.Breakers;
import io.bactrian.resilience.PoolBreaker;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetPool;
import io.bactrian.routing.CurrentStrategy;
import io.bactrian.routing.TargetScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code /test} endpoints: break things on purpose and watch what happens. */
public final class TestControls {

  private final TargetPool pool;
  private final Breakers breakers;
  private final CurrentStrategy strategy;
  private final InjectedFailures failures;
  private final RegionMapping mapping;
  private final EventPublisher events;

  public TestControls(
      TargetPool pool,
      Breakers breakers,
      CurrentStrategy strategy,
      InjectedFailures failures,
      RegionMapping mapping,
      EventPublisher events) {
    this.pool = pool;
    this.breakers = breakers;
    this.strategy = strategy;
    this.failures = failures;
    this.mapping = mapping;
    this.events = events;
  }

  /** The pool's breaker, and in {@code targets} each target's. */
  public Map<String, Object> circuitStatus() {
    Map<String, Object> status = circuit(PoolBreaker.NAME);
    status.put("failures_enabled", failures.enabled());
    Map<String, Object> targets = new LinkedHashMap<>();
    for (TargetHealth health : pool.all()) {
      targets.put(health.target().id(), circuit(health.target().id()));
    }
    status.put("targets", targets);
    return status;
  }

  public Map<String, Object> loadBalancerStatus() {
    List<Map<String, Object>> endpoints = new ArrayList<>();
    for (TargetHealth health : pool.all()) {
      Map<String, Object> endpoint = new LinkedHashMap<>();
      endpoint.put("region", health.target().region());
      endpoint.put("model", health.target().model());
      endpoint.put("healthy", health.usable());
      endpoint.put("group", health.target().group().label());
      endpoint.put("geo", health.target().geo());
      endpoint.put("weight", health.target().weight());
      endpoint.put("order", health.target().order());
      endpoint.put("in_flight", health.inFlight());
      TargetScores.Score score = strategy.scores().of(health.target().id());
      endpoint.put("latency_score_ms", score.whole().toMillis());
      endpoint.put("first_content_score_ms", score.firstContent().toMillis());
      endpoints.add(endpoint);
    }
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("strategy", strategy.name());
    status.put("endpoints", endpoints);
    return status;
  }

  /**
   * Makes calls to a region fail, or to all of them when {@code region} is null.
   *
   * @throws IllegalArgumentException naming the configured regions, when it is not one of them
   */
  public Map<String, Object> enableFailures(String region, String by) {
    Set<String> known = regions();
    if (region != null && !known.contains(region)) {
      throw new IllegalArgumentException(
          "region must be one of " + known.stream().sorted().toList());
    }
    Set<String> failing = region == null ? known : Set.of(region);
    failures.enable(failing);
    events.publish(new OperatorActed("enable-failures " + failing, by));
    return Map.of(
        "message", "Failures enabled in " + failures.regions().stream().sorted().toList());
  }

  /** Ends the failures. Breakers close by themselves as soon as their probes succeed. */
  public Map<String, Object> disableFailures(String by) {
    failures.disable();
    events.publish(new OperatorActed("disable-failures", by));
    return Map.of("message", "Failures disabled");
  }

  /** Sends the calls for one region to another one's endpoint. */
  public Map<String, Object> setRegionMapping(String source, String destination, String by) {
    if (source == null || destination == null) {
      throw new IllegalArgumentException(
          "query parameters source_region and target_region are required");
    }
    mapping.map(source, destination);
    events.publish(new OperatorActed("set-region-mapping " + source + " to " + destination, by));
    return Map.of("message", "Region mapping set", "mappings", mapping.mappings());
  }

  public Map<String, Object> clearRegionMapping(String by) {
    mapping.clear();
    events.publish(new OperatorActed("clear-region-mapping", by));
    return Map.of("message", "Region mapping cleared");
  }

  private Set<String> regions() {
    return pool.all().stream()
        .map(health -> health.target().region())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Map<String, Object> circuit(String name) {
    Breakers.Entry entry = breakers.entry(name);
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("circuit_state", entry.breaker().getState().name().toLowerCase(Locale.ROOT));
    status.put("failure_count", entry.statistics().failures());
    status.put("current_failures", entry.breaker().getMetrics().getNumberOfFailedCalls());
    return status;
  }
}
