package io.bactrian.operations;

import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.resilience.PoolBreaker;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetPool;
import io.bactrian.routing.CurrentStrategy;
import io.bactrian.routing.TargetScores;
import java.util.List;
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The JMX view of regions and strategy: {@code
 * org.apache.camel:context=bactrian,type=services,name=RegionsBean}. Camel adds a hash code to the
 * name of any service that is not static, and a name that changes at every start cannot be watched.
 */
@ManagedResource(description = "Regions, targets and the load-balancing strategy of the gateway")
public final class RegionsBean extends ServiceSupport implements StaticService {

  private final TargetPool pool;
  private final PoolBreaker poolBreaker;
  private final CurrentStrategy strategy;
  private final EventPublisher events;

  public RegionsBean(
      TargetPool pool, PoolBreaker poolBreaker, CurrentStrategy strategy, EventPublisher events) {
    this.pool = pool;
    this.poolBreaker = poolBreaker;
    this.strategy = strategy;
    this.events = events;
  }

  @ManagedAttribute(description = "Strategy in force")
  public String getStrategy() {
    return strategy.name();
  }

  @ManagedAttribute(
      description =
          "round-robin, weighted, failover, least-latency, prompt-cache-affinity, or a class")
  public void setStrategy(String name) {
    strategy.use(name);
    events.publish(new OperatorActed("strategy " + name));
  }

  @ManagedAttribute(
      description =
          "One line per target: id, state, group, geo, weight, calls in flight, latency scores")
  public List<String> getTargets() {
    return pool.all().stream().map(this::line).toList();
  }

  @ManagedAttribute(description = "Targets that may be asked now")
  public int getUsableTargets() {
    return (int) pool.all().stream().filter(TargetHealth::usable).count();
  }

  @ManagedOperation(description = "Takes a region out: no new calls go to it")
  public void drainRegion(String region) {
    forRegion(region, health -> health.drain(true));
    events.publish(new OperatorActed("drain " + region));
  }

  @ManagedOperation(description = "Takes a drained region back in")
  public void undrainRegion(String region) {
    forRegion(region, health -> health.drain(false));
    events.publish(new OperatorActed("undrain " + region));
  }

  @ManagedOperation(description = "Sets the weight of a region, 0 to 1000")
  public void setRegionWeight(String region, int weight) {
    if (weight < 0 || weight > 1_000) {
      throw new IllegalArgumentException("weight must be from 0 to 1000, not " + weight);
    }
    forRegion(region, health -> health.weigh(weight));
    events.publish(new OperatorActed("weight " + region + " " + weight));
  }

  private void forRegion(String region, java.util.function.Consumer<TargetHealth> action) {
    List<TargetHealth> targets = pool.inRegion(region).toList();
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("no region '" + region + "'");
    }
    targets.forEach(action);
    poolBreaker.refresh();
  }

  private String line(TargetHealth health) {
    TargetScores.Score score = strategy.scores().of(health.target().id());
    return health.target().id()
        + " state="
        + health.breaker().getState()
        + " usable="
        + health.usable()
        + " group="
        + health.target().group().label()
        + " geo="
        + health.target().geo()
        + " weight="
        + health.target().weight()
        + " inFlight="
        + health.inFlight()
        + " latencyMs="
        + score.whole().toMillis()
        + " firstContentMs="
        + score.firstContent().toMillis();
  }
}
