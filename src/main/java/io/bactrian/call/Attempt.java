package io.bactrian.call;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one target did with one call. Every attempt is recorded once and travels with the call.
 *
 * @param target the target that was tried
 * @param failure why it failed; empty when it answered
 * @param durationNanos time from asking the target's route to its outcome
 * @param upstreamRequestId Bedrock's request id, empty when none came back
 * @param hedged whether it was made beside another, which was slow
 * @param firstContentNanos time until the first content of a stream that is over
 */
public record Attempt(
    Target target,
    Optional<FailureKind> failure,
    long durationNanos,
    Optional<String> upstreamRequestId,
    boolean hedged,
    OptionalLong firstContentNanos) {

  /** An attempt beside which there was no other. */
  public Attempt(
      Target target,
      Optional<FailureKind> failure,
      long durationNanos,
      Optional<String> upstreamRequestId) {
    this(target, failure, durationNanos, upstreamRequestId, false, OptionalLong.empty());
  }

  public Attempt asHedge(boolean isHedged) {
    return new Attempt(
        target, failure, durationNanos, upstreamRequestId, isHedged, firstContentNanos);
  }

  /** The attempt whose stream is over, after it had begun to be passed on. */
  Attempt streamed(Optional<FailureKind> end, long relayNanos) {
    long all = durationNanos + relayNanos;
    return new Attempt(target, end, all, upstreamRequestId, hedged, OptionalLong.of(durationNanos));
  }

  /** {@code ok} or the label of the failure. */
  public String result() {
    return failure.map(FailureKind::label).orElse("ok");
  }

  /** Whether the call really went out: a refusing breaker costs nothing upstream. */
  public boolean reachedTarget() {
    return failure.isEmpty() || failure.get() != FailureKind.TARGET_NOT_PERMITTED;
  }
}
