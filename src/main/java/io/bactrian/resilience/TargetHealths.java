package io.bactrian.resilience;

import io.bactrian.call.Target;
import io.bactrian.event.EventPublisher;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Makes the health of targets, each with a breaker and a cool-down of its own. */
public final class TargetHealths {

  private final Breakers breakers;
  private final CoolDownSettings coolDowns;
  private final ConcurrencySettings concurrency;
  private final EventPublisher events;
  private final LongSupplier nanoClock;
  private final DoubleSupplier random;

  public TargetHealths(
      Breakers breakers,
      CoolDownSettings coolDowns,
      ConcurrencySettings concurrency,
      EventPublisher events,
      LongSupplier nanoClock,
      DoubleSupplier random) {
    this.breakers = breakers;
    this.coolDowns = coolDowns;
    this.concurrency = concurrency;
    this.events = events;
    this.nanoClock = nanoClock;
    this.random = random;
  }

  public TargetHealth of(Target target, BreakerSettings settings) {
    return new TargetHealth(
        target,
        breakers.forTarget(target.name(), settings),
        new CoolDown(coolDowns, nanoClock, random),
        ConcurrencyLimit.of(concurrency, nanoClock),
        events);
  }
}
