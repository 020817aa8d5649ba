package io.bactrian.call;

import java.util.Optional;

/**
 * What one target did with one call. Every attempt is recorded once and travels with the call.
 *
 * @param target the target that was tried
 * @param failure why it failed; empty when it answered
 * @param durationNanos time from asking the target's route to its outcome
 * @param upstreamRequestId Bedrock's request id, empty when none came back
 * @param hedged whether it was made beside another, which was slow
 */
public record Attempt(
    Target target,
    Optional<FailureKind> failure,
    long durationNanos,
    Optional<String> upstreamRequestId,
    boolean hedged) {

  /** An attempt beside which there was no other. */
  public Attempt(
      Target target,
      Optional<FailureKind> failure,
      long durationNanos,
      Optional<String> upstreamRequestId) {
    this(target, failure, durationNanos, upstreamRequestId, false);
  }

  public Attempt asHedge(boolean isHedged) {
    return new Attempt(target, failure, durationNanos, upstreamRequestId, isHedged);
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
