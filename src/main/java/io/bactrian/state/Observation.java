package io.bactrian.state;

import io.bactrian.resilience.BreakerSnapshot;
import io.bactrian.resilience.Breakers;
import io.bactrian.resilience.TargetHealth;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Looks at the targets, and writes down what is remarkable. */
final class Observation {

  /** Pauses are counted by another clock than views; what differs by less is the same time. */
  private static final long SAME_MILLIS = 1_000;

  private final String instance;
  private final Knowledge knowledge;
  private final InstantSource clock;

  Observation(String instance, Knowledge knowledge, InstantSource clock) {
    this.instance = instance;
    this.knowledge = knowledge;
    this.clock = clock;
  }

  /** The view of now; where nothing has changed its times are those of {@code before}. */
  StateView now(StateView before) {
    Map<String, StateView.Target> remarkable = new HashMap<>();
    long now = clock.millis();
    for (Breakers.Entry entry : knowledge.breakers().all()) {
      String name = entry.breaker().getName();
      StateView.Target seen = target(entry, knowledge.pool().health(name), now);
      if (seen.isRemarkable()) {
        remarkable.put(name, settled(before.targets().get(name), seen));
      }
    }
    return new StateView(StateView.VERSION, instance, now, 0, remarkable, knowledge.scores().all());
  }

  private StateView.Target target(Breakers.Entry entry, TargetHealth health, long now) {
    State state = entry.breaker().getState();
    long since = entry.statistics().lastStateChange().toEpochMilli();
    StateView.Breaker breaker =
        switch (state) {
          case FORCED_OPEN, DISABLED -> new StateView.Breaker(state, since, 0, 0);
          case OPEN -> opening(entry.breaker().getName());
          case CLOSED, HALF_OPEN, METRICS_ONLY -> null;
        };
    StateView.Cooling cooling =
        health == null ? null : health.cooling().map(pause -> cooling(pause, now)).orElse(null);
    return new StateView.Target(breaker, cooling, health != null && health.drained());
  }

  /** Null for the pool, whose own opening follows from its targets. */
  private StateView.Breaker opening(String name) {
    return knowledge
        .breakers()
        .snapshot(name)
        .flatMap(open -> open.openUntil().map(until -> opening(open, until)))
        .orElse(null);
  }

  private static StateView.Breaker opening(BreakerSnapshot open, Instant until) {
    return new StateView.Breaker(
        State.OPEN, open.lastChange().toEpochMilli(), until.toEpochMilli(), open.openings());
  }

  private static StateView.Cooling cooling(TargetHealth.Cooling pause, long now) {
    return new StateView.Cooling(pause.kind(), now + pause.left().toMillis(), pause.streak());
  }

  private static StateView.Target settled(StateView.Target before, StateView.Target now) {
    StateView.Cooling cooling = now.cooling();
    if (before != null
        && cooling != null
        && before.cooling() != null
        && cooling.kind() == before.cooling().kind()
        && cooling.streak() == before.cooling().streak()
        && Math.abs(cooling.until() - before.cooling().until()) < SAME_MILLIS) {
      cooling = before.cooling();
    }
    return new StateView.Target(now.breaker(), cooling, now.drained());
  }
}
