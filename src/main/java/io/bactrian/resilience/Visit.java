package io.bactrian.resilience;

import io.bactrian.call.FailureKind;
import java.util.Optional;

/** One call's stay at a target. It must be ended, with what came of it. */
public final class Visit {

  private final TargetHealth health;
  private final CoolDown.Pass pass;
  private final ConcurrencyLimit.Place place;

  Visit(TargetHealth health, CoolDown.Pass pass, ConcurrencyLimit.Place place) {
    this.health = health;
    this.pass = pass;
    this.place = place;
  }

  /** Ends the visit; {@code failure} is empty when the target answered. */
  public void end(Optional<FailureKind> failure) {
    place.end(failure);
    health.ended(pass, failure);
  }
}
