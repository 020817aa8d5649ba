package io.bactrian.shadow;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Target;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Chooses the calls that are copied: a share of those that are opted in and answered live. */
public final class ShadowTraffic {

  private final ShadowSettings settings;
  private final List<Target> targets;
  private final DoubleSupplier random;
  private final ShadowCalls calls;

  /**
   * @param targets those of the candidate
   * @param random from 0 to below 1
   */
  ShadowTraffic(
      ShadowSettings settings, List<Target> targets, DoubleSupplier random, ShadowCalls calls) {
    this.settings = settings;
    this.targets = List.copyOf(targets);
    this.random = random;
    this.calls = calls;
  }

  /** Begins a copy of an answered call where there is to be one; waits for nothing. */
  void offer(GatewayCall call) {
    if (settings.optIn(call)
        && isComparable(call)
        && random.getAsDouble() * 100 < settings.percent()) {
      Sample.of(call).ifPresent(sample -> calls.begin(call, sample));
    }
  }

  /** What a caller wants kept nowhere is not kept here, and no copy leaves the call's geos. */
  private boolean isComparable(GatewayCall call) {
    return call.outcome().orElse(null) instanceof Outcome.Live live
        && !live.target().model().equals(settings.model())
        && call.fallbackTarget().isEmpty()
        && !call.options().cache().noStore()
        && !call.options().allowed(targets).isEmpty();
  }
}
