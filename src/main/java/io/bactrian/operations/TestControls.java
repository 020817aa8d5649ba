package io.bactrian.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.bedrock.InjectedFailure;
import io.bactrian.bedrock.InjectedFailures;
import io.bactrian.bedrock.InjectedKind;
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

/** The {@code /test} endpoints: break things on purpose and watch what happens. */
public final class TestControls {

  private static final int MOST_FAILURES = 100;

  private final TargetPool pool;
  private final Breakers breakers;
  private final CurrentStrategy strategy;
  private final InjectedFailures failures;
  private final FailureRequests requests;
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
    this.requests = new FailureRequests(regions(pool), pool.models());
    this.mapping = mapping;
    this.events = events;
  }

  /** The pool's breaker, and in {@code targets} each target's. */
  public Map<String, Object> circuitStatus() {
    Map<String, Object> status = circuit(PoolBreaker.NAME);
    status.put("failures_enabled", failures.enabled());
    status.put("active_failures", activeFailures());
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
      endpoint.put("concurrency_limit", health.concurrencyLimit());
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
   * Makes calls fail as the body says; {@code null} makes all of them fail as if Bedrock answered
   * 503.
   *
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   */
  public Map<String, Object> enableFailures(JsonNode body, String by) {
    InjectedFailure failure =
        body == null ? InjectedFailure.of(InjectedKind.UNAVAILABLE) : requests.read(body);
    if (failures.all().size() >= MOST_FAILURES) {
      throw new IllegalArgumentException(
          "at most " + MOST_FAILURES + " failures may be enabled at once; disable them first");
    }
    failures.enable(failure);
    events.publish(new OperatorActed("enable-failures " + FailureViews.line(failure), by));
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("message", "Failures enabled in " + failingRegions());
    reply.put("active_failures", activeFailures());
    return reply;
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

  private List<Map<String, Object>> activeFailures() {
    return failures.all().stream().map(FailureViews::of).toList();
  }

  private List<String> failingRegions() {
    boolean everywhere = failures.all().stream().anyMatch(failure -> failure.region().isEmpty());
    return everywhere
        ? regions(pool).stream().sorted().toList()
        : failures.all().stream().flatMap(f -> f.region().stream()).distinct().sorted().toList();
  }

  private static List<String> regions(TargetPool pool) {
    return pool.all().stream().map(health -> health.target().region()).distinct().toList();
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
