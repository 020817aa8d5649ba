package io.bactrian.event;

/** Takes facts off the call path. Never throws and never blocks a call for long. */
@FunctionalInterface
public interface EventPublisher {

  void publish(GatewayEvent event);
}
