package io.bactrian.strategy.scoreboard;

import io.bactrian.call.Answer.Usage;
import io.bactrian.call.Attempt;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.ModelVerdict;
import io.bactrian.call.Outcome;
import io.bactrian.event.GatewayEvent.CallFinished;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one call tells of its model. Times are those of the caller, from the first byte of the
 * request; all but the verdict is known of answers only.
 *
 * @param cost US dollars
 */
record Observation(
    ModelVerdict verdict,
    long nanos,
    OptionalLong firstContentNanos,
    Optional<Usage> usage,
    OptionalDouble cost) {

  static Observation of(CallFinished finished, ModelVerdict verdict, Prices prices) {
    GatewayCall call = finished.call();
    if (verdict != ModelVerdict.ANSWERED
        || !(call.outcome().orElseThrow() instanceof Outcome.Live live)) {
      return new Observation(
          verdict, 0, OptionalLong.empty(), Optional.empty(), OptionalDouble.empty());
    }
    Optional<Usage> usage = live.answer().usage();
    return new Observation(
        verdict,
        finished.durationNanos(),
        firstContent(finished),
        usage,
        usage
            .map(told -> prices.dollars(live.target().modelId(), told))
            .orElse(OptionalDouble.empty()));
  }

  private static OptionalLong firstContent(CallFinished finished) {
    if (finished.call().attempts().isEmpty()) {
      return OptionalLong.empty();
    }
    Attempt last = finished.call().attempts().getLast();
    OptionalLong first = last.firstContentNanos();
    return first.isEmpty()
        ? first
        : OptionalLong.of(finished.durationNanos() - last.durationNanos() + first.getAsLong());
  }
}
