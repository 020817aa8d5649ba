package io.bactrian.metrics;

import io.bactrian.event.GatewayEvent.StrategyChanged;
import io.micrometer.core.instrument.Meter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of the strategy document. */
final class StrategyMeters {

  private final Meters meters;
  private final Map<String, Boolean> reachable = new ConcurrentHashMap<>();
  private Meter inForce;

  StrategyMeters(Meters meters) {
    this.meters = meters;
  }

  synchronized void changed(StrategyChanged changed) {
    meters.count(MeterName.STRATEGY_CHANGES, "in-force");
    // Each version would stay for ever, and two rows would both say that they are in force.
    if (inForce != null) {
      meters.remove(inForce);
    }
    inForce = meters.fact(MeterName.STRATEGY_INFO, changed.version(), changed.source());
  }

  void refused() {
    meters.count(MeterName.STRATEGY_CHANGES, "refused");
  }

  void reachable(String source, boolean now) {
    if (reachable.put(source, now) == null) {
      meters.gauge(MeterName.STRATEGY_REACHABLE, () -> reachable.get(source) ? 1 : 0, source);
    }
  }
}
