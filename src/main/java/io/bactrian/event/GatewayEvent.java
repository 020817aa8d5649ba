package io.bactrian.event;

import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import java.time.Duration;
import java.util.Locale;

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

  /**
   * A message was dealt with; where it became a call, that has an event of its own.
   *
   * @param queue our name of it
   * @param waited from its sending until it was delivered now
   */
  record MessageSettled(
      String queue, String messageId, MessageResult result, int deliveries, Duration waited)
      implements GatewayEvent {}

  /** What became of a delivered message. */
  enum MessageResult {
    /** Its reply was sent. */
    ANSWERED,
    /** The reply says what is wrong with it. */
    REFUSED,
    /** The reply that it, or the same work, was given before was sent again. */
    REPEATED,
    /** It comes again later, as nobody could do it now. */
    PUT_OFF,
    /** It comes again soon, as if it had not come. */
    PUT_BACK,
    /** It is in the dead-letter queue. */
    DEAD_LETTERED;

    /** The word for it in metrics and logs. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A queue is no longer consumed; {@code reason} is {@code no-usable-target} or {@code operator}.
   */
  record QueuePaused(String queue, String reason) implements GatewayEvent {}

  /** It is consumed again. */
  record QueueResumed(String queue) implements GatewayEvent {}

  /** A circuit breaker changed its state; states in Resilience4j's spelling. */
  record BreakerStateChanged(String breaker, String from, String to) implements GatewayEvent {}

  /** A target is left alone for a while, besides what its breaker says. */
  record TargetCooled(String target, FailureKind kind, Duration duration) implements GatewayEvent {}

  /** A target that was left alone answers again. */
  record TargetRecovered(String target) implements GatewayEvent {}

  /** Another strategy document is in force; {@code source} is where it was found. */
  record StrategyChanged(String version, String source) implements GatewayEvent {}

  /** A strategy document is not legal, and the one before stays in force. */
  record StrategyRefused(String source, String reason) implements GatewayEvent {}

  /** The source of strategy documents tells nothing any more; what is in force stays so. */
  record StrategyUnreachable(String source, String reason) implements GatewayEvent {}

  /** It tells again. */
  record StrategyReachable(String source) implements GatewayEvent {}

  /**
   * A model on trial was taken back, as it did worse than it may.
   *
   * @param useCase whose calls it shared, or {@link #PRIMARY}
   * @param reason the bound that it passed: {@code errors} or {@code latency}
   * @param found one sentence with the numbers
   */
  record CanaryWithdrawn(String version, String useCase, String model, String reason, String found)
      implements GatewayEvent {

    /** All use cases that have no model of their own. */
    public static final String PRIMARY = "*";
  }

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
