package io.bactrian.ingress;

import io.bactrian.call.GatewayCall;
import java.time.Duration;

/** The first stage of every call: gives it its deadline. */
public final class CallAdmission {

  private final Duration deadline;

  /**
   * {@code deadline}: longest time from the first byte of a request to its reply; less if asked.
   */
  public CallAdmission(Duration deadline) {
    this.deadline = deadline;
  }

  public GatewayCall admit(GatewayCall call) {
    Duration asked = call.options().deadline().orElse(deadline);
    Duration allowed = asked.compareTo(deadline) < 0 ? asked : deadline;
    return call.withDeadline(call.receivedNanos() + allowed.toNanos());
  }
}
