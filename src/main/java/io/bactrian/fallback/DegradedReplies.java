package io.bactrian.fallback;

import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import java.util.Map;

/** The last rung: an apology that fits what the caller wanted, and says that it is one. */
public final class DegradedReplies {

  private final String standard;
  private final Map<String, String> byUseCase;

  public DegradedReplies(String standard, Map<String, String> byUseCase) {
    this.standard = standard;
    this.byUseCase = Map.copyOf(byUseCase);
  }

  public GatewayCall degrade(GatewayCall call) {
    return call.ended(
        new Outcome.Degraded(
            byUseCase.getOrDefault(call.useCase(), standard),
            call.cause().orElse(FailureKind.GATEWAY_INTERNAL_ERROR)));
  }
}
