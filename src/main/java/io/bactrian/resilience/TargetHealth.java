package io.bactrian.resilience;

import io.bactrian.call.FailureKind;
import io.bactrian.call.Target;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.TargetCooled;
import io.bactrian.event.GatewayEvent.TargetRecovered;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What is known of one target: its breaker, its cool-down, and whether an operator drained it. */
public final class TargetHealth {

  /**
   * A running pause.
   *
   * @param left until a probe may go
   * @param streak how many pauses there were in a row
   */
  public record Cooling(FailureKind kind, Duration left, int streak) {}

  private static final Optional<FailureKind> NOT_ENTERED =
      Optional.of(FailureKind.TARGET_NOT_PERMITTED);

  private final LateOutcomeFilter breaker;
  private final CoolDown coolDown;
  private final ConcurrencyLimit concurrency;
  private final EventPublisher events;
  private final LongAdder inFlight = new LongAdder();
  private volatile Target target;
  private volatile boolean drained;

  TargetHealth(
      Target target,
      LateOutcomeFilter breaker,
      CoolDown coolDown,
      ConcurrencyLimit concurrency,
      EventPublisher events) {
    this.target = target;
    this.breaker = breaker;
    this.coolDown = coolDown;
    this.concurrency = concurrency;
    this.events = events;
  }

  public Target target() {
    return target;
  }

  public CircuitBreaker breaker() {
    return breaker;
  }

  /** Whether a call may try this target now. Takes no permission. */
  public boolean usable() {
    if (drained) {
      return false;
    }
    State state = breaker.getState();
    return state != State.OPEN && state != State.FORCED_OPEN && coolDown.over();
  }

  /**
   * Whether the target has a place for one more call. One that is busy is as usable as any: this is
   * no trouble of its, and passes with the next call that ends.
   */
  public boolean hasRoom() {
    return concurrency.hasRoom();
  }

  /** The calls that the target may hold at once for now; 0 where there is no limit. */
  public int concurrencyLimit() {
    return concurrency.value();
  }

  /**
   * Takes a visit to the target, which must be ended exactly once; empty when the target is to be
   * left alone. The breaker's own permission is taken by the target's route.
   */
  public Optional<Visit> enter() {
    Optional<ConcurrencyLimit.Place> place = concurrency.take();
    if (place.isEmpty()) {
      return Optional.empty();
    }
    CoolDown.Pass pass = drained ? CoolDown.Pass.REFUSED : coolDown.enter();
    if (pass == CoolDown.Pass.REFUSED) {
      place.get().end(NOT_ENTERED);
      return Optional.empty();
    }
    inFlight.increment();
    return Optional.of(new Visit(this, pass, place.get()));
  }

  /**
   * Takes the breaker's permission for a stream, which ends the visit when it ends; empty when the
   * breaker refuses.
   */
  public Optional<StreamPermit> enterStream(Visit visit) {
    return breaker.tryAcquirePermission()
        ? Optional.of(new StreamPermit(breaker, visit))
        : Optional.empty();
  }

  public long inFlight() {
    return inFlight.sum();
  }

  /** Time until the next probe may go to a target that is left alone; zero when none is needed. */
  public Duration coolingLeft() {
    return coolDown.timeLeft();
  }

  public Optional<FailureKind> coolingReason() {
    return coolDown.reason();
  }

  /** The running pause, which another gateway or the next process can take over. */
  public Optional<Cooling> cooling() {
    return coolDown.running();
  }

  /** Takes over a pause; returns whether it is longer than what runs here. */
  public boolean resumeCooling(Cooling pause) {
    boolean resumed = coolDown.resume(pause);
    if (resumed) {
      events.publish(new TargetCooled(target.id(), pause.kind(), pause.left()));
    }
    return resumed;
  }

  public void endCooling() {
    coolDown.reset();
  }

  public boolean drained() {
    return drained;
  }

  public void drain(boolean newDrained) {
    drained = newDrained;
  }

  public void weigh(int newWeight) {
    target = target.withWeight(newWeight);
  }

  /** Leaves the target alone for at least that long, as it asks for. */
  void pause(FailureKind kind, Duration atLeast) {
    coolDown
        .atLeast(kind, atLeast)
        .ifPresent(pause -> events.publish(new TargetCooled(target.id(), kind, pause)));
  }

  void ended(CoolDown.Pass pass, Optional<FailureKind> failure) {
    inFlight.decrement();
    if (failure.isPresent()) {
      coolDown
          .failed(pass, failure.get())
          .ifPresent(
              pause -> events.publish(new TargetCooled(target.name(), failure.get(), pause)));
    } else if (coolDown.succeeded(pass)) {
      events.publish(new TargetRecovered(target.name()));
    }
  }
}
