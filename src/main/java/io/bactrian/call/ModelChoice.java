package io.bactrian.call;

import java.util.Locale;

/** How a call came to its model. */
public enum ModelChoice {
  /** The caller named it. */
  NAMED,
  /** The gateway chose it. */
  CHOSEN,
  /** The gateway chose it, on trial. */
  CANARY;

  public static ModelChoice of(GatewayCall call) {
    if (call.selection().canary()) {
      return CANARY;
    }
    return call.delivery().leavesModelOpen() ? CHOSEN : NAMED;
  }

  /** The word for it in metrics and views. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
