package io.bactrian.config;

import io.bactrian.api.OpenStreams;
import io.bactrian.bedrock.BedrockFailures;
import io.bactrian.bedrock.InjectedFailures;
import io.bactrian.call.Caller;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Target;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent;
import io.bactrian.event.GatewayEvent.TargetCooled;
import io.bactrian.event.GatewayEvent.TargetRecovered;
import io.bactrian.fallback.OtherModels;
import io.bactrian.resilience.Breakers;
import io.bactrian.resilience.PoolBreaker;
import io.bactrian.resilience.RetryAdvice;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetHealths;
import io.bactrian.resilience.TargetPool;
import io.bactrian.routing.BackOff;
import io.bactrian.routing.CurrentStrategy;
import io.bactrian.routing.Failover;
import io.bactrian.routing.HedgePolicy;
import io.bactrian.routing.PrimaryFirst;
import io.bactrian.routing.RegionBalancer;
import io.bactrian.routing.RetryBudget;
import io.bactrian.routing.Strategies;
import io.bactrian.strategy.ModelSelection;
import io.bactrian.strategy.StrategyInForce;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The parts that a call meets, made from the settings and joined. */
final class CallPath {

  final CircuitBreakerRegistry breakerRegistry = CircuitBreakerRegistry.ofDefaults();
  final BedrockFailures failures = new BedrockFailures();
  final InjectedFailures injectedFailures;
  final Breakers breakers;
  final TargetPool pool;
  final PoolBreaker poolBreaker;
  final RetryAdvice retryAdvice;
  final CurrentStrategy strategy;
  final RetryBudget retryBudget;
  final HedgePolicy hedges;
  final RegionBalancer balancer;
  final KeptAnswers kept;
  final OtherModels otherModels;
  final ModelSelection modelSelection;
  final LocalParts local;
  final OpenStreams openStreams = new OpenStreams();
  final Stores stores;

  private final ScheduledExecutorService timer;

  CallPath(
      GatewaySettings settings,
      EventPublisher events,
      Sources sources,
      ScheduledExecutorService timer,
      StrategyInForce strategyInForce) {
    this.timer = timer;
    injectedFailures = new InjectedFailures(sources.nanoClock(), sources.random());
    breakers = new Breakers(breakerRegistry, failures, events, sources.clock(), sources.random());
    EventPublisher watched =
        event -> {
          events.publish(event);
          followCooling(event);
        };
    var healths =
        new TargetHealths(
            breakers,
            settings.coolDowns(),
            settings.concurrency(),
            watched,
            sources.nanoClock(),
            sources.random());
    List<TargetHealth> targets =
        settings.targets().stream()
            .map(target -> healths.of(target, settings.breakers().get(target.id())))
            .toList();
    pool = new TargetPool(targets);
    poolBreaker = new PoolBreaker(breakers.forPool(settings.standardBreaker()), pool);
    for (TargetHealth health : targets) {
      health.breaker().getEventPublisher().onStateTransition(event -> poolBreaker.refresh());
    }
    stores =
        new Stores(
            settings.redis(),
            settings.standardBreaker(),
            breakerRegistry,
            breakers,
            sources,
            timer);
    retryAdvice = new RetryAdvice(pool, breakers, sources.clock());
    strategy =
        new CurrentStrategy(
            settings.strategy(),
            new Strategies(
                target -> pool.health(target.id()).inFlight(),
                sources.nanoClock(),
                sources.random()));
    retryBudget = new RetryBudget(pool, settings.retries(), sources.nanoClock());
    hedges = new HedgePolicy(pool.models(), settings.hedging(), sources.nanoClock());
    var failover =
        new Failover(
            pool,
            new PrimaryFirst(strategy),
            settings.failover(),
            retryBudget,
            new BackOff(settings.retries(), sources.random(), Caller::leavesWithin),
            hedges,
            failures,
            sources.nanoClock());
    balancer = new RegionBalancer(failover, settings.targets().stream().map(Target::id).toList());
    otherModels =
        new OtherModels(
            settings.fallbackModels(),
            settings.ladder().traits(),
            pool::offering,
            settings.ladder().otherModelTimeout(),
            settings.failover().minimumBudget(),
            sources.nanoClock());
    modelSelection =
        new ModelSelection(
            () -> strategyInForce.current().map(StrategyInForce.Current::document),
            settings.defaultModel(),
            settings.degraded().byUseCase().keySet(),
            settings.ladder().traits(),
            pool::offering,
            sources.random());
    local = new LocalParts(settings, healths, failures, sources);
    kept = new KeptAnswers(settings, stores, sources);
    leaveAlone(settings.availableFrom(), sources.clock().instant());
  }

  /** A region that was known to be out before the start is not asked to find that out again. */
  private void leaveAlone(Map<String, Instant> until, Instant now) {
    until.forEach(
        (region, availableFrom) -> {
          if (availableFrom.isAfter(now)) {
            Duration left = Duration.between(now, availableFrom);
            var pause = new TargetHealth.Cooling(FailureKind.TARGET_UNAVAILABLE, left, 0);
            pool.inRegion(region).forEach(health -> health.resumeCooling(pause));
          }
        });
  }

  /** A pause ends without an event; the pool's breaker must not sleep through that. */
  private void followCooling(GatewayEvent event) {
    switch (event) {
      case TargetCooled cooled -> {
        poolBreaker.refresh();
        long millis = cooled.duration().toMillis() + 1;
        timer.schedule(poolBreaker::refresh, millis, TimeUnit.MILLISECONDS);
      }
      case TargetRecovered recovered -> poolBreaker.refresh();
      default -> {}
    }
  }
}
