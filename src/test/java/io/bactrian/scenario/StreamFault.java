package io.bactrian.scenario;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.util.function.IntFunction;

/** The ways in which a stream goes wrong, and what the gateway calls them. */
enum StreamFault {
  THROTTLED(FaultKind.THROTTLING, "target-throttled"),
  UNAVAILABLE(FaultKind.SERVICE_UNAVAILABLE, "target-unavailable"),
  INTERNAL(FaultKind.INTERNAL, "target-internal-error"),
  MODEL_STREAM_ERROR(FaultKind.MODEL_STREAM_ERROR, "target-model-error"),
  MODEL_TIMEOUT(FaultKind.MODEL_TIMEOUT, "target-timeout"),
  INVALID(FaultKind.VALIDATION, "caller-invalid-request"),
  RESET(Fault::streamResetAfter, "target-connection-failed"),
  CUT(Fault::cutAfter, "target-connection-failed"),
  SILENCE(Fault::streamSilenceAfter, "target-timeout"),
  CORRUPT_CRC(Fault::corruptCrcAfter, "target-corrupt-reply"),
  CORRUPT_LENGTH(Fault::corruptLengthAfter, "target-corrupt-reply"),
  NO_CONTENT(events -> Fault.zeroContent(), "target-empty-reply"),
  NO_EVENTS(events -> Fault.noOutput(), "target-connection-failed");

  private final IntFunction<Fault> fault;
  private final String label;

  StreamFault(IntFunction<Fault> fault, String label) {
    this.fault = fault;
    this.label = label;
  }

  StreamFault(FaultKind exception, String label) {
    this(events -> Fault.streamException(exception, events), label);
  }

  Fault after(int events) {
    return fault.apply(events);
  }

  /** What the header of attempts calls it. */
  String label() {
    return label;
  }

  /** Bedrock's model knows this exception in the streams of one operation only. */
  boolean canHappenIn(StreamProtocol protocol) {
    return this != MODEL_TIMEOUT || protocol == StreamProtocol.INVOKE;
  }

  boolean canHappenAfterContent() {
    return this != NO_CONTENT && this != NO_EVENTS;
  }

  /** Whether no other region would answer otherwise. */
  boolean isCallersFault() {
    return this == INVALID;
  }

  /** Whether the breaker takes it for a failure of the target. */
  boolean countsForBreaker() {
    return this != INVALID && this != THROTTLED;
  }
}
