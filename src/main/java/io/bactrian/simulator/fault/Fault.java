package io.bactrian.simulator.fault;

import io.bactrian.simulator.scope.Scope;
import io.bactrian.simulator.wire.ExceptionType;
import io.bactrian.simulator.wire.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing that goes wrong, where and how often.
 *
 * <p>Without more, a fault hits every call of every region and model until it is removed. A fault
 * that the operation of a call cannot have (such as a cut stream for Converse) leaves that call
 * alone.
 */
public record Fault(FaultKind kind, Scope scope, Occurrence occurrence, Effect effect) {

  /**
   * @throws IllegalArgumentException if the kind does not go with the other parts
   */
  public Fault {
    FaultRules.check(kind, scope, occurrence, effect);
  }

  /** The call is answered with the exception of that kind, such as {@code THROTTLING}. */
  public static Fault exception(FaultKind kind) {
    if (kind.exception().isEmpty()) {
      throw new IllegalArgumentException(kind.label() + " is not the kind of an exception");
    }
    return of(kind, Effect.plain());
  }

  /** The call is answered, but that much later. */
  public static Fault latency(Duration delay) {
    Effect plain = Effect.plain();
    return of(
        FaultKind.LATENCY,
        new Effect(
            delay, plain.retryAfter(), plain.afterEvents(), plain.exception(), plain.message()));
  }

  /** The port of the region is closed and its connections are dropped, until the fault ends. */
  public static Fault connectionRefused() {
    return of(FaultKind.CONNECTION_REFUSED, Effect.plain());
  }

  /** The connection (over HTTP/2: the stream) is reset before the first byte of the reply. */
  public static Fault reset() {
    return of(FaultKind.RESET, Effect.plain());
  }

  /** The request is read and never answered. */
  public static Fault silence() {
    return of(FaultKind.SILENCE, Effect.plain());
  }

  /** The stream ends after that many events: with FIN, over HTTP/2 with END_STREAM. */
  public static Fault cutAfter(int events) {
    return of(FaultKind.CUT, Effect.plain()).afterEvents(events);
  }

  /** The stream is reset after that many events: with RST, over HTTP/2 with RST_STREAM. */
  public static Fault streamResetAfter(int events) {
    return of(FaultKind.STREAM_RESET, Effect.plain()).afterEvents(events);
  }

  /** The stream carries that many events, then an exception frame, and ends. */
  public static Fault streamException(FaultKind exception, int events) {
    Effect plain = Effect.plain();
    return of(
        FaultKind.STREAM_EXCEPTION,
        new Effect(
            plain.latency(), plain.retryAfter(), events, Optional.of(exception), plain.message()));
  }

  /** The stream stays open after that many events and carries nothing more. */
  public static Fault streamSilenceAfter(int events) {
    return of(FaultKind.STREAM_SILENCE, Effect.plain()).afterEvents(events);
  }

  /** The event after that many whole events has a wrong message CRC. */
  public static Fault corruptCrcAfter(int events) {
    return of(FaultKind.CORRUPT_CRC, Effect.plain()).afterEvents(events);
  }

  /** The event after that many whole events has a wrong total length. */
  public static Fault corruptLengthAfter(int events) {
    return of(FaultKind.CORRUPT_LENGTH, Effect.plain()).afterEvents(events);
  }

  /** A success whose content is empty; a stream without content events. */
  public static Fault zeroContent() {
    return of(FaultKind.ZERO_CONTENT, Effect.plain());
  }

  /** A success without the output member; a stream without events. */
  public static Fault noOutput() {
    return of(FaultKind.NO_OUTPUT, Effect.plain());
  }

  /** For the regions of that name or pattern. */
  public Fault in(String region) {
    return new Fault(kind, new Scope(region, scope.model()), occurrence, effect);
  }

  /** For the model ids of that name or pattern. */
  public Fault forModel(String model) {
    return new Fault(kind, new Scope(scope.region(), model), occurrence, effect);
  }

  /** For that share of the calls, from 0 to 1. */
  public Fault withProbability(double probability) {
    return during(
        new Occurrence(probability, occurrence.times(), occurrence.duration(), occurrence.seed()));
  }

  /** For that many calls, at least 1. */
  public Fault times(long times) {
    return during(
        new Occurrence(occurrence.probability(), times, occurrence.duration(), occurrence.seed()));
  }

  /** For that long, from the moment it is set. */
  public Fault lasting(Duration duration) {
    return during(
        new Occurrence(occurrence.probability(), occurrence.times(), duration, occurrence.seed()));
  }

  /** With random draws that are the same in every run. */
  public Fault withSeed(long seed) {
    return during(
        new Occurrence(
            occurrence.probability(),
            occurrence.times(),
            occurrence.duration(),
            OptionalLong.of(seed)));
  }

  /** With a delay before it shows. */
  public Fault withLatency(Duration latency) {
    return with(
        new Effect(
            latency,
            effect.retryAfter(),
            effect.afterEvents(),
            effect.exception(),
            effect.message()));
  }

  /** With a {@code retry-after} header, which Bedrock itself does not send today. */
  public Fault withRetryAfter(Duration retryAfter) {
    return with(
        new Effect(
            effect.latency(),
            retryAfter,
            effect.afterEvents(),
            effect.exception(),
            effect.message()));
  }

  /** With another wording than the kind's own. */
  public Fault withMessage(String message) {
    return with(
        new Effect(
            effect.latency(),
            effect.retryAfter(),
            effect.afterEvents(),
            effect.exception(),
            Optional.of(message)));
  }

  /** The exception that the fault answers with or sends in mid-stream, if it has one. */
  public Optional<ExceptionType> exceptionType() {
    return effect.exception().orElse(kind).exception();
  }

  /** The message that goes with the exception, for the model of the request. */
  public String message(String modelId) {
    return effect.message().orElseGet(() -> effect.exception().orElse(kind).message(modelId));
  }

  boolean answers(Operation operation) {
    return kind.answers(operation)
        && (kind != FaultKind.STREAM_EXCEPTION
            || exceptionType().orElseThrow().interrupts(operation));
  }

  private Fault afterEvents(int events) {
    return with(
        new Effect(
            effect.latency(), effect.retryAfter(), events, effect.exception(), effect.message()));
  }

  private Fault during(Occurrence other) {
    return new Fault(kind, scope, other, effect);
  }

  private Fault with(Effect other) {
    return new Fault(kind, scope, occurrence, other);
  }

  private static Fault of(FaultKind kind, Effect effect) {
    return new Fault(kind, Scope.everywhere(), Occurrence.always(), effect);
  }
}
