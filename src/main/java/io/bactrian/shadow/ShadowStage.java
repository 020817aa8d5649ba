package io.bactrian.shadow;

import io.bactrian.call.GatewayCall;
import java.util.Optional;

/** The place of shadow traffic in the flow, where there is any. */
public final class ShadowStage {

  private final Optional<ShadowTraffic> traffic;

  public ShadowStage(Optional<ShadowTraffic> traffic) {
    this.traffic = traffic;
  }

  /** Returns the call as it is, at once; a copy may begin. */
  public GatewayCall copy(GatewayCall call) {
    if (traffic.isPresent()) {
      traffic.get().offer(call);
    }
    return call;
  }
}
