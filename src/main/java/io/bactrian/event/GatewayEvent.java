package io.bactrian.event;

import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import java.time.Duration;

/** A fact that has happened in the gateway; what listeners make of it cannot change a call. */
public sealed interface GatewayEvent {

  /**
   * A call got its reply, whatever it was.
   *
   * @param status the HTTP status of the reply
   * @param durationNanos from the first byte of the request to the finished reply
   */
  record CallFinished(GatewayCall call, int status, long durationNanos) implements GatewayEvent {}

  /**
   * A request was answered without becoming a call: refused at the door, failed, or an operator's.
   *
   * @param path the matched path, never the raw one
   */
  record RequestFinished(
      String requestId, String method, String path, int status, long durationNanos)
      implements GatewayEvent {}

  /** A circuit breaker changed its state; states in Resilience4j's spelling. */
  record BreakerStateChanged(String breaker, String from, String to) implements GatewayEvent {}

  /** A target is left alone for a while, besides what its breaker says. */
  record TargetCooled(String target, FailureKind kind, Duration duration) implements GatewayEvent {}

  /** A target that was left alone answers again. */
  record TargetRecovered(String target) implements GatewayEvent {}

  /**
   * An operator changed something.
   *
   * @param what names the operation and its subject
   * @param by who it was: {@code name@address}, the address alone, or {@code jmx}
   */
  record OperatorActed(String what, String by) implements GatewayEvent {

    /** What was done over JMX, which does not tell by whom. */
    public static final String JMX = "jmx";

    public OperatorActed(String what) {
      this(what, JMX);
    }
  }
}
