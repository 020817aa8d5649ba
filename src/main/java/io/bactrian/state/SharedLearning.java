package io.bactrian.state;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Target;
import io.bactrian.resilience.TargetHealth;
import io.bactrian.resilience.TargetPool;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a gateway makes of the views of other replicas. A target that another one has found broken
 * is probed here, once for each opening; a quota that is used up there is left alone here. That
 * something has become well there changes nothing.
 */
final class SharedLearning {

  /** What lasts less longer is no news; else a pause could go to and fro between replicas. */
  private static final Duration NEWS = Duration.ofSeconds(1);

  private final TargetPool pool;
  private final InstantSource clock;
  private Map<String, Set<Object>> heard = Map.of();

  SharedLearning(TargetPool pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /** Quotas belong to the account, and so to all replicas. */
  static boolean isOfSharedQuota(FailureKind kind) {
    return kind == FailureKind.TARGET_THROTTLED || kind == FailureKind.TARGET_QUOTA_EXHAUSTED;
  }

  /** Learns from the present views of all others, and returns how many things. */
  int from(Collection<StateView> others) {
    int learnt = 0;
    Map<String, Set<Object>> known = heard;
    // Only what is still told is kept, so that this grows with the replicas and not with time.
    heard = new HashMap<>();
    for (StateView view : others) {
      Set<Object> before = known.getOrDefault(view.instance(), Set.of());
      Set<Object> present = new HashSet<>();
      heard.put(view.instance(), present);
      for (var entry : view.targets().entrySet()) {
        TargetHealth health = pool.health(entry.getKey());
        if (health != null) {
          learnt += learn(health, entry.getValue(), view, before, present);
        }
      }
    }
    return learnt;
  }

  private int learn(
      TargetHealth health,
      StateView.Target told,
      StateView view,
      Set<Object> before,
      Set<Object> present) {
    int learnt = 0;
    if (told.breaker() != null && told.breaker().isOpen()) {
      Object opening = Map.entry(health.target().id(), told.breaker().since());
      present.add(opening);
      if (!before.contains(opening) && probes(health, told.breaker(), view)) {
        learnt++;
      }
    }
    if (told.cooling() != null && isOfSharedQuota(told.cooling().kind())) {
      Object pause = Map.entry(health.target().id(), told.cooling());
      present.add(pause);
      if (!before.contains(pause) && cools(health, told.cooling(), view)) {
        learnt++;
      }
    }
    return learnt;
  }

  private boolean probes(TargetHealth health, StateView.Breaker told, StateView view) {
    if (view.left(told.until(), clock.millis()) <= 0
        || health.breaker().getState() != State.CLOSED
        || !anotherIsWell(health.target())) {
      return false;
    }
    health.breaker().transitionToOpenState();
    health.breaker().transitionToHalfOpenState();
    return true;
  }

  /**
   * A replica that has lost its own network finds every target broken. The others would refuse all
   * calls but the probes, and so they keep one target of each model as it is.
   */
  private boolean anotherIsWell(Target suspect) {
    for (Target target : pool.offering(suspect.model())) {
      TargetHealth other = pool.health(target.id());
      if (!target.id().equals(suspect.id())
          && other.usable()
          && other.breaker().getState() == State.CLOSED) {
        return true;
      }
    }
    return false;
  }

  private boolean cools(TargetHealth health, StateView.Cooling told, StateView view) {
    Duration left = Duration.ofMillis(view.left(told.until(), clock.millis()));
    return left.minus(health.coolingLeft()).compareTo(NEWS) > 0
        && health.resumeCooling(new TargetHealth.Cooling(told.kind(), left, told.streak()));
  }
}
