package io.bactrian.fallback;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import java.util.List;

/** The foot of the ladder: takes over what the failed branch knew, and sends caller faults back. */
public final class FallbackLadder {

  /**
   * Returns the call with the attempts of the failed branch. A caller's fault ends it here: no rung
   * could answer it, but a model with more room what is too long. Where the pool's breaker is open,
   * no target of any model may be asked.
   *
   * @param failure what ended the branch, or null when the pool's breaker did not let it begin
   */
  public GatewayCall enter(GatewayCall call, Throwable failure) {
    return switch (failure) {
      case null ->
          call.withPlan(call.model(), List.of())
              .unanswered(List.of(), FailureKind.GATEWAY_NO_USABLE_TARGET);
      case CallFailed failed when failed.kind().isCallersFault() ->
          call.unanswered(failed.attempts(), failed.kind())
              .ended(new Outcome.Refused(failed.kind(), failed.getMessage()));
      case CallFailed failed -> call.unanswered(failed.attempts(), failed.kind());
      default -> call.unanswered(List.of(), FailureKind.GATEWAY_INTERNAL_ERROR);
    };
  }
}
