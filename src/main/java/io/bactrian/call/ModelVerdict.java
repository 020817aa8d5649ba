package io.bactrian.call;

/** What a call that is over tells of the model that it was meant for. */
public enum ModelVerdict {
  ANSWERED,
  /** No target of it answered, or its stream broke; whoever answered in its place. */
  FAILED,
  /** Nothing: the model was not asked for an answer, or it was somebody else's fault. */
  NOTHING;

  public static ModelVerdict of(GatewayCall call) {
    if (!call.selection().isMade() || call.question() instanceof Question.CountTokens) {
      return NOTHING;
    }
    return call.cause()
        .map(cause -> of(cause, call))
        .orElseGet(() -> of(call.outcome().orElseThrow(), call));
  }

  private static ModelVerdict of(Outcome outcome, GatewayCall call) {
    return switch (outcome) {
      case Outcome.Live live -> live.target().isLocal() ? FAILED : ANSWERED;
      case Outcome.Broken broken -> of(broken.cause(), call);
      case Outcome.Degraded degraded -> of(degraded.cause(), call);
      case Outcome.Refused refused -> of(refused.kind(), call);
      case Outcome.Cached cached -> NOTHING;
      case Outcome.Streaming begun -> NOTHING;
    };
  }

  private static ModelVerdict of(FailureKind kind, GatewayCall call) {
    boolean tooSlow =
        kind == FailureKind.GATEWAY_DEADLINE_EXCEEDED
            && call.attempts().stream().anyMatch(Attempt::reachedTarget);
    return kind.nextModel() || tooSlow ? FAILED : NOTHING;
  }
}
