package io.bactrian.config;

import io.bactrian.call.Caller;
import io.bactrian.call.FailureClassifier;
import io.bactrian.call.Target;
import io.bactrian.local.LocalClient;
import io.bactrian.local.LocalSettings;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetHealths;
import io.bactrian.resilience.TargetPool;
import io.bactrian.routing.BackOff;
import io.bactrian.routing.Failover;
import io.bactrian.routing.FailoverSettings;
import io.bactrian.routing.HedgePolicy;
import io.bactrian.routing.HedgeSettings;
import io.bactrian.routing.LocalModel;
import io.bactrian.routing.RetryBudget;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The local model and what guards it. Where none is configured, the rung has nobody to ask. */
final class LocalParts implements AutoCloseable {

  final LocalModel model;
  final Optional<TargetHealth> health;
  private final Optional<LocalClient> client;

  LocalParts(
      GatewaySettings settings,
      TargetHealths healths,
      FailureClassifier failures,
      Sources sources) {
    Optional<LocalSettings> local = settings.ladder().local();
    client = local.map(known -> new LocalClient(known, sources.nanoClock(), sources.requestIds()));
    health =
        local.map(
            known -> healths.of(Target.local(known.model()), settings.ladder().localBreaker()));
    TargetPool pool = new TargetPool(health.stream().toList());
    model =
        new LocalModel(
            pool,
            failover(pool, settings, failures, sources),
            question -> client.filter(known -> known.suits(question)).isPresent(),
            attempt -> client.orElseThrow().answer(attempt));
  }

  /** One attempt, which nothing is beside and nothing follows. */
  private static Failover failover(
      TargetPool pool, GatewaySettings settings, FailureClassifier failures, Sources sources) {
    Optional<LocalSettings> local = settings.ladder().local();
    return new Failover(
        pool,
        (usable, call) -> usable.getFirst(),
        new FailoverSettings(
            1,
            1,
            false,
            true,
            local.map(LocalSettings::timeout).orElse(settings.failover().callTimeout()),
            settings.failover().minimumBudget()),
        new RetryBudget(pool, settings.retries(), sources.nanoClock()),
        new BackOff(settings.retries(), sources.random(), Caller::leavesWithin),
        new HedgePolicy(
            pool.models(),
            new HedgeSettings(false, Optional.empty(), Duration.ZERO, 0),
            sources.nanoClock()),
        failures,
        sources.nanoClock());
  }

  /** All targets of a pool and the local model, for those who look at breakers. */
  TargetPool joined(TargetPool pool) {
    return new TargetPool(Stream.concat(pool.all().stream(), health.stream()).toList());
  }

  @Override
  public void close() {
    client.ifPresent(LocalClient::close);
  }
}
