package io.bactrian.bedrock;

import io.bactrian.call.Target;
import java.time.Duration;
import java.util.Optional;

/**
 * One thing that goes wrong on purpose.
 *
 * @param region where; empty for everywhere
 * @param model alias of the model; empty for all
 * @param probability share of the calls, above 0 and up to 1
 * @param latency time that passes before; zero for none
 * @param duration how long it goes on; empty until it is ended
 * @param phase time for which it alternately happens and does not; empty when it always does
 */
public record InjectedFailure(
    Optional<String> region,
    Optional<String> model,
    InjectedKind kind,
    double probability,
    Duration latency,
    Optional<Duration> duration,
    Optional<Duration> phase) {

  /** Every call fails everywhere until it is ended. */
  public static InjectedFailure of(InjectedKind kind) {
    return new InjectedFailure(
        Optional.empty(),
        Optional.empty(),
        kind,
        1,
        Duration.ZERO,
        Optional.empty(),
        Optional.empty());
  }

  public InjectedFailure inRegion(Optional<String> newRegion) {
    return new InjectedFailure(newRegion, model, kind, probability, latency, duration, phase);
  }

  public InjectedFailure ofModel(Optional<String> newModel) {
    return new InjectedFailure(region, newModel, kind, probability, latency, duration, phase);
  }

  public InjectedFailure withProbability(double newProbability) {
    return new InjectedFailure(region, model, kind, newProbability, latency, duration, phase);
  }

  public InjectedFailure after(Duration newLatency) {
    return new InjectedFailure(region, model, kind, probability, newLatency, duration, phase);
  }

  public InjectedFailure lasting(Optional<Duration> newDuration) {
    return new InjectedFailure(region, model, kind, probability, latency, newDuration, phase);
  }

  public InjectedFailure alternating(Duration newPhase) {
    return new InjectedFailure(
        region, model, kind, probability, latency, duration, Optional.of(newPhase));
  }

  boolean concerns(Target target) {
    return (region.isEmpty() || region.get().equals(target.region()))
        && (model.isEmpty() || model.get().equals(target.model()));
  }
}
