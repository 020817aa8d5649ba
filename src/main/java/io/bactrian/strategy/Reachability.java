package io.bactrian.strategy;

import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.StrategyReachable;
import io.bactrian.event.GatewayEvent.StrategyUnreachable;
import java.util.Optional;

/** Whether a source tells anything; an outage is published when it begins and when it ends. */
final class Reachability {

  private final String source;
  private final EventPublisher events;
  private volatile Optional<String> outage = Optional.empty();

  Reachability(String source, EventPublisher events) {
    this.source = source;
    this.events = events;
  }

  void lost(String said) {
    String reason = Problem.plain(said);
    boolean known = outage.isPresent();
    outage = Optional.of(reason);
    if (!known) {
      events.publish(new StrategyUnreachable(source, reason));
    }
  }

  void found() {
    if (outage.isPresent()) {
      outage = Optional.empty();
      events.publish(new StrategyReachable(source));
    }
  }

  Optional<String> outage() {
    return outage;
  }
}
