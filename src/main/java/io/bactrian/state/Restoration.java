package io.bactrian.state;

import io.bactrian.resilience.Breakers;
import io.bactrian.resilience.TargetHealth;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;

/**
 * Brings a gateway that has just started to where it was, until the deadline of each thing only. Of
 * what other replicas know it takes openings and cool-downs; an operator's acts are taken from the
 * gateway's own view alone.
 */
final class Restoration {

  /** Older numbers say nothing of the targets of today. */
  private static final Duration OLDEST_SCORES = Duration.ofMinutes(10);

  private final Knowledge knowledge;
  private final InstantSource clock;

  Restoration(Knowledge knowledge, InstantSource clock) {
    this.knowledge = knowledge;
    this.clock = clock;
  }

  /**
   * Restores, and returns how many openings, cool-downs and operator's acts.
   *
   * @param own the view of this gateway before it stopped; null where there is none
   */
  int from(StateView own, Collection<StateView> others) {
    int restored = 0;
    if (own != null) {
      restored += restore(own, true);
      Duration age = Duration.ofMillis(Math.max(0, clock.millis() - own.written()));
      if (age.compareTo(OLDEST_SCORES) < 0) {
        knowledge.scores().restore(own.scores(), age);
      }
    }
    for (StateView other : others) {
      restored += restore(other, false);
    }
    knowledge.poolBreaker().refresh();
    return restored;
  }

  private int restore(StateView view, boolean own) {
    int restored = 0;
    for (var entry : view.targets().entrySet()) {
      restored += restore(entry.getKey(), entry.getValue(), view, own);
    }
    return restored;
  }

  private int restore(String name, StateView.Target target, StateView view, boolean own) {
    Breakers.Entry entry = knowledge.breakers().find(name).orElse(null);
    if (entry == null) {
      return 0;
    }
    int restored = breaker(entry.breaker(), target.breaker(), view, own) ? 1 : 0;
    TargetHealth health = knowledge.pool().health(name);
    if (health == null) {
      return restored;
    }
    if (cooling(health, target.cooling(), view, own)) {
      restored++;
    }
    if (own && target.drained()) {
      health.drain(true);
      restored++;
    }
    return restored;
  }

  private boolean breaker(
      CircuitBreaker breaker, StateView.Breaker kept, StateView view, boolean own) {
    if (kept == null || breaker.getState() != State.CLOSED) {
      return false;
    }
    switch (kept.state()) {
      case OPEN -> {
        Instant until = clock.instant().plusMillis(view.left(kept.until(), clock.millis()));
        return knowledge.breakers().restoreOpen(breaker.getName(), until, kept.openings());
      }
      case FORCED_OPEN -> {
        if (!own) {
          return false;
        }
        breaker.transitionToForcedOpenState();
      }
      case DISABLED -> {
        if (!own) {
          return false;
        }
        breaker.transitionToDisabledState();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean cooling(
      TargetHealth health, StateView.Cooling kept, StateView view, boolean own) {
    if (kept == null || !own && !SharedLearning.isOfSharedQuota(kept.kind())) {
      return false;
    }
    Duration left = Duration.ofMillis(view.left(kept.until(), clock.millis()));
    return health.resumeCooling(new TargetHealth.Cooling(kept.kind(), left, kept.streak()));
  }
}
