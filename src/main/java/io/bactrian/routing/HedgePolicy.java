package io.bactrian.routing;

import io.bactrian.call.Attempt;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Whether, and after how long, a slow first attempt of a call gets a second one beside it. */
public final class HedgePolicy {

  private record Pool(RecentLatencies latencies, SlidingBudget budget, HedgeTally tally) {}

  private final HedgeSettings settings;
  private final Map<String, Pool> byModel = new HashMap<>();

  public HedgePolicy(List<String> models, HedgeSettings settings, LongSupplier nanoClock) {
    this.settings = settings;
    for (String model : models) {
      var budget = new SlidingBudget(settings.budgetPercent(), 0, nanoClock);
      byModel.put(model, new Pool(new RecentLatencies(), budget, new HedgeTally()));
    }
  }

  /** How long the call's first attempt is waited for; empty when it is to have none beside it. */
  Optional<Duration> delay(GatewayCall call) {
    if (!settings.enabled()
        || call.targets().size() < 2
        || call.api().equals(GatewayCall.SHADOW)
        || call.question() instanceof Question.CountTokens) {
      return Optional.empty();
    }
    Pool pool = pool(call.targets().getFirst());
    pool.budget().deposit();
    return settings.delay().or(() -> pool.latencies().percentile().map(this::atLeastMinimum));
  }

  private Duration atLeastMinimum(long nanos) {
    return Duration.ofNanos(Math.max(nanos, settings.minimumDelay().toNanos()));
  }

  /** Whether the second attempt is paid; nothing is taken when it is not. */
  boolean pays(Target target) {
    Pool pool = pool(target);
    boolean pays = pool.budget().withdraw();
    if (!pays) {
      pool.tally().refused.increment();
    }
    return pays;
  }

  /**
   * An attempt has ended. One that was given up for another tells its time too: without those the
   * percentile would be that of the fast ones.
   */
  void ended(AttemptResult result) {
    if (!settings.enabled()) {
      return;
    }
    Attempt attempt = result.attempt();
    Pool pool = pool(attempt.target());
    boolean answered = attempt.failure().isEmpty();
    if (answered || attempt.failure().get() == FailureKind.GATEWAY_CANCELLED) {
      pool.latencies().add(attempt.durationNanos());
    }
    if (attempt.hedged()) {
      (answered ? pool.tally().won : pool.tally().lost).increment();
    }
  }

  public HedgeTally tally(String model) {
    return byModel.get(model).tally();
  }

  private Pool pool(Target target) {
    return byModel.get(target.model());
  }
}
