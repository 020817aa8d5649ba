package io.bactrian.bedrock;

import io.bactrian.call.AnswerStream;
import io.bactrian.call.TargetCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Failures that an operator switches on to see the gateway fail over: calls fail inside their
 * breakers as if Bedrock had failed. Works in every mode. Without any, a call reads one field.
 */
public final class InjectedFailures {

  /** A failure that is switched on; what was switched on since when. */
  private record Active(InjectedFailure failure, long beganNanos) {

    boolean isOver(long now) {
      return failure.duration().isPresent()
          && now - beganNanos >= failure.duration().get().toNanos();
    }

    boolean happensAt(long now) {
      return failure.phase().isEmpty()
          || (now - beganNanos) / failure.phase().get().toNanos() % 2 == 0;
    }
  }

  private final LongSupplier nanoClock;
  private final DoubleSupplier random;
  private volatile List<Active> active = List.of();

  /** {@code random} gives numbers in [0, 1). */
  public InjectedFailures(LongSupplier nanoClock, DoubleSupplier random) {
    this.nanoClock = nanoClock;
    this.random = random;
  }

  /** Switches a failure on from now, beside those that are; one that is the same begins anew. */
  public synchronized void enable(InjectedFailure failure) {
    List<Active> more = new ArrayList<>(stillActive());
    more.removeIf(known -> known.failure().equals(failure));
    more.add(new Active(failure, nanoClock.getAsLong()));
    active = List.copyOf(more);
  }

  /** Ends all. */
  public synchronized void disable() {
    active = List.of();
  }

  public boolean enabled() {
    return !stillActive().isEmpty();
  }

  /** Those that are switched on and have not ended by themselves, oldest first. */
  public List<InjectedFailure> all() {
    return stillActive().stream().map(Active::failure).toList();
  }

  /**
   * Lets an attempt fail, or be late, if it is its turn. Returns the attempt with the time that is
   * left of its timeout.
   *
   * @throws RuntimeException what the SDK would throw
   */
  TargetCall strike(TargetCall attempt) {
    if (active.isEmpty()) {
      return attempt;
    }
    long now = nanoClock.getAsLong();
    for (Active one : stillActive()) {
      InjectedFailure failure = one.failure();
      if (failure.kind() != InjectedKind.STREAM_CUT && strikes(one, attempt, now)) {
        return struck(failure, attempt);
      }
    }
    return attempt;
  }

  /** Returns the stream, or one that breaks off early if it is its turn. */
  AnswerStream cut(TargetCall attempt, AnswerStream stream) {
    if (active.isEmpty()) {
      return stream;
    }
    long now = nanoClock.getAsLong();
    for (Active one : stillActive()) {
      if (one.failure().kind() == InjectedKind.STREAM_CUT && strikes(one, attempt, now)) {
        return new CutStream(stream);
      }
    }
    return stream;
  }

  private boolean strikes(Active one, TargetCall attempt, long now) {
    InjectedFailure failure = one.failure();
    return failure.concerns(attempt.target())
        && one.happensAt(now)
        && (failure.probability() >= 1 || random.getAsDouble() < failure.probability());
  }

  private static TargetCall struck(InjectedFailure failure, TargetCall attempt) {
    boolean silent = failure.kind() == InjectedKind.TIMEOUT && failure.latency().isZero();
    Duration wait = silent ? attempt.timeout() : failure.latency();
    if (wait.compareTo(attempt.timeout()) >= 0) {
      await(attempt.timeout());
      throw InjectedKind.TIMEOUT.exception(attempt.timeout());
    }
    await(wait);
    if (failure.kind().fails()) {
      throw failure.kind().exception(wait);
    }
    return new TargetCall(
        attempt.call(), attempt.target(), attempt.timeout().minus(wait), attempt.reply());
  }

  /** Blocks as a slow target would; a stop of the gateway ends it as it ends the SDK's wait. */
  private static void await(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("The gateway stops.", stop);
    }
  }

  private List<Active> stillActive() {
    List<Active> known = active;
    long now = nanoClock.getAsLong();
    for (Active one : known) {
      if (one.isOver(now)) {
        return known.stream().filter(other -> !other.isOver(now)).toList();
      }
    }
    return known;
  }
}
