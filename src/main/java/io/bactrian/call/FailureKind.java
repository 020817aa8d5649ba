package io.bactrian.call;

import static io.bactrian.call.FailureKind.Cooling.LONG;
import static io.bactrian.call.FailureKind.Cooling.NONE;
import static io.bactrian.call.FailureKind.Cooling.SET_ASIDE;
import static io.bactrian.call.FailureKind.Cooling.SHORT;

/**
 * Every way a call or an attempt can fail, as a table: one row decides the HTTP status, where the
 * call goes next and what it means for the target. The name's first word says whose fault it is.
 * The rows follow the fault taxonomy of Bedrock's errors; nothing else decides these questions.
 */
public enum FailureKind {
  CALLER_INVALID_REQUEST(400, false, false, false, NONE, "Bedrock refused the request as invalid"),
  CALLER_CONTEXT_TOO_LONG(400, false, false, false, NONE, "The input is too long for the model"),
  CALLER_UNKNOWN_MODEL(404, false, false, false, NONE, "No such model is configured"),
  CALLER_RESIDENCY(400, false, false, false, NONE, "No target is where the call may be answered"),
  CALLER_LEFT(499, false, false, false, NONE, "The caller left before the end"),
  TARGET_THROTTLED(429, false, true, false, SHORT, "The target throttled the call"),
  TARGET_QUOTA_EXHAUSTED(429, false, true, false, LONG, "The target's quota is used up"),
  TARGET_NOT_READY(503, true, true, true, NONE, "The model was not ready"),
  TARGET_UNAVAILABLE(503, true, true, true, NONE, "The target was unavailable"),
  TARGET_INTERNAL_ERROR(502, true, true, true, NONE, "The target failed internally"),
  TARGET_CONNECTION_FAILED(502, true, true, true, NONE, "The connection to the target failed"),
  TARGET_TIMEOUT(504, false, true, true, NONE, "The target did not answer in time"),
  TARGET_MODEL_ERROR(502, false, true, true, NONE, "The model failed on the request"),
  TARGET_EMPTY_REPLY(502, false, true, true, NONE, "The target answered without content"),
  TARGET_CORRUPT_REPLY(502, false, true, true, NONE, "The target's answer could not be read"),
  TARGET_ACCESS_DENIED(502, false, true, false, SET_ASIDE, "The target denied access"),
  TARGET_MODEL_NOT_FOUND(502, false, true, false, SET_ASIDE, "The target does not offer the model"),
  TARGET_MODEL_NOT_ON_DEMAND(502, false, true, false, SET_ASIDE, "The model needs a profile here"),
  TARGET_CREDENTIALS_MISSING(502, false, true, false, SHORT, "No usable credentials"),
  TARGET_NOT_PERMITTED(503, false, true, false, NONE, "The target's circuit breaker refused"),
  GATEWAY_NO_USABLE_TARGET(503, false, false, false, NONE, "No target is usable at the moment"),
  GATEWAY_TARGETS_BUSY(503, false, false, false, NONE, "Every usable target is at its limit"),
  GATEWAY_DEADLINE_EXCEEDED(504, false, false, false, NONE, "The deadline passed"),
  GATEWAY_CANCELLED(503, false, false, false, NONE, "Another target answered first"),
  GATEWAY_NO_KEPT_ANSWER(504, false, false, false, NONE, "No answer to this question is kept"),
  GATEWAY_TOO_MANY_STREAMS(503, false, false, false, NONE, "Too many streams are open"),
  GATEWAY_STOPPING(503, false, false, false, NONE, "The gateway is stopping"),
  GATEWAY_INTERNAL_ERROR(500, false, false, false, NONE, "The gateway failed internally");

  /** How long a target is left alone after a failure of this kind, besides its circuit breaker. */
  public enum Cooling {
    /** Not at all: the circuit breaker alone judges the target. */
    NONE,
    /** Seconds, growing while it goes on: it passes by itself. */
    SHORT,
    /** Many minutes: a daily quota is used up. */
    LONG,
    /** Many minutes and a warning: the target is misconfigured and only an operator can mend it. */
    SET_ASIDE
  }

  private final int status;
  private final boolean retrySameTarget;
  private final boolean nextTarget;
  private final boolean countsForBreaker;
  private final Cooling cooling;
  private final String reason;
  private final String label;

  FailureKind(
      int status,
      boolean retrySameTarget,
      boolean nextTarget,
      boolean countsForBreaker,
      Cooling cooling,
      String reason) {
    this.status = status;
    this.retrySameTarget = retrySameTarget;
    this.nextTarget = nextTarget;
    this.countsForBreaker = countsForBreaker;
    this.cooling = cooling;
    this.reason = reason;
    this.label = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status a caller sees when the call ends with this failure. */
  public int status() {
    return status;
  }

  /** Whether the same target may be tried once more when no other is left. */
  public boolean retrySameTarget() {
    return retrySameTarget;
  }

  /** Whether another target may absorb this failure. */
  public boolean nextTarget() {
    return nextTarget;
  }

  /** Whether another model may answer where no target of the asked one could. */
  public boolean nextModel() {
    return nextTarget || this == GATEWAY_NO_USABLE_TARGET || this == GATEWAY_TARGETS_BUSY;
  }

  /** Whether the target's circuit breaker counts it as a failed call. */
  public boolean countsForBreaker() {
    return countsForBreaker;
  }

  public Cooling cooling() {
    return cooling;
  }

  /** One sentence for people, free of internals. */
  public String reason() {
    return reason;
  }

  /** The bounded label for metrics, headers and logs, such as {@code target-throttled}. */
  public String label() {
    return label;
  }

  /** Whether the caller must change the request; no target could answer it. */
  public boolean isCallersFault() {
    return this == CALLER_INVALID_REQUEST
        || this == CALLER_CONTEXT_TOO_LONG
        || this == CALLER_UNKNOWN_MODEL
        || this == CALLER_RESIDENCY
        || this == CALLER_LEFT;
  }
}
