package io.bactrian.resilience;

import io.bactrian.call.FailureKind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The pause of one target after throttling or misconfiguration, which its breaker does not count,
 * and after other failures where that is set. When the pause is over one probe goes through; its
 * success ends the matter, its failure begins a longer pause. Safe for any number of threads.
 */
final class CoolDown {

  /** What a caller was given at the door; it must be handed back with the outcome. */
  enum Pass {
    FREE,
    PROBE,
    REFUSED
  }

  private static final int LONGEST_DOUBLING = 16;

  private final CoolDownSettings settings;
  private final LongSupplier nanoClock;
  private final Spread spread;
  private volatile boolean active;
  private long untilNanos;
  private int streak;
  private boolean probing;
  private FailureKind kind;

  /** {@code random} gives numbers in [0, 1): pauses are spread so that replicas do not meet. */
  CoolDown(CoolDownSettings settings, LongSupplier nanoClock, DoubleSupplier random) {
    this.settings = settings;
    this.nanoClock = nanoClock;
    this.spread = new Spread(random);
  }

  /** Whether the pause is over, though perhaps only for a probe; takes nothing. */
  boolean over() {
    if (!active) {
      return true;
    }
    synchronized (this) {
      return !active || remaining() <= 0;
    }
  }

  /** Admits a call; what is returned must come back through exactly one of the outcomes. */
  Pass enter() {
    if (!active) {
      return Pass.FREE;
    }
    synchronized (this) {
      if (!active) {
        return Pass.FREE;
      }
      if (probing || remaining() > 0) {
        return Pass.REFUSED;
      }
      probing = true;
      return Pass.PROBE;
    }
  }

  /** The target answered. Returns whether this ended a pause. */
  boolean succeeded(Pass pass) {
    if (pass != Pass.PROBE) {
      return false;
    }
    synchronized (this) {
      reset();
      return true;
    }
  }

  /**
   * The target failed. Returns the length of the pause that begins now, if one does: calls that
   * were under way when a pause began do not lengthen it.
   */
  synchronized Optional<Duration> failed(Pass pass, FailureKind failure) {
    if (pass == Pass.PROBE) {
      probing = false;
    }
    if (!cools(failure)) {
      return Optional.empty();
    }
    if (active && pass != Pass.PROBE) {
      return Optional.empty();
    }
    return begin(failure, next(failure));
  }

  /**
   * The target itself says how long to leave it alone. Returns the length of the pause when one
   * begins or becomes longer by that.
   */
  synchronized Optional<Duration> atLeast(FailureKind failure, Duration asked) {
    if (active && asked.toNanos() <= remaining()) {
      return Optional.empty();
    }
    Duration pause = Duration.ofNanos((long) spread.over(asked.toNanos()));
    return begin(failure, active ? pause : longer(pause, next(failure)));
  }

  /** Nothing shortens a pause that has begun. */
  private Optional<Duration> begin(FailureKind failure, Duration pause) {
    if (active && pause.toNanos() <= remaining()) {
      return Optional.empty();
    }
    kind = failure;
    untilNanos = nanoClock.getAsLong() + pause.toNanos();
    active = true;
    return Optional.of(pause);
  }

  /** Ends the pause by hand. */
  synchronized void reset() {
    active = false;
    probing = false;
    streak = 0;
    kind = null;
  }

  /** Why the target is left alone, if it is. */
  synchronized Optional<FailureKind> reason() {
    return Optional.ofNullable(kind);
  }

  /** The pause as it is now; empty when none is running, though a probe may be awaited. */
  synchronized Optional<TargetHealth.Cooling> running() {
    return active && remaining() > 0
        ? Optional.of(new TargetHealth.Cooling(kind, Duration.ofNanos(remaining()), streak))
        : Optional.empty();
  }

  /** Takes over a pause that began elsewhere, unless a longer one is running or a probe is out. */
  synchronized boolean resume(TargetHealth.Cooling pause) {
    if (probing || pause.left().compareTo(timeLeft()) <= 0) {
      return false;
    }
    streak = Math.max(streak, pause.streak());
    kind = pause.kind();
    untilNanos = nanoClock.getAsLong() + pause.left().toNanos();
    active = true;
    return true;
  }

  /** Time until a probe may go, zero when nothing holds it. */
  synchronized Duration timeLeft() {
    return active ? Duration.ofNanos(Math.max(0, remaining())) : Duration.ZERO;
  }

  private long remaining() {
    return untilNanos - nanoClock.getAsLong();
  }

  private boolean cools(FailureKind failure) {
    return failure.cooling() != FailureKind.Cooling.NONE
        || failure.countsForBreaker() && !settings.failed().isZero();
  }

  /** The pause that the failure itself calls for; the one after it will be longer. */
  private Duration next(FailureKind failure) {
    Duration pause = pause(failure);
    if (failure.cooling() != FailureKind.Cooling.NONE) {
      streak++;
    }
    return pause;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private Duration pause(FailureKind failure) {
    return switch (failure.cooling()) {
      case NONE -> settings.failed();
      case SHORT -> growing();
      case LONG -> settings.quotaExhausted();
      case SET_ASIDE -> settings.setAside();
    };
  }

  private Duration growing() {
    double doubled =
        settings.throttled().toMillis() * (double) (1L << Math.min(streak, LONGEST_DOUBLING));
    return Duration.ofMillis(
        Math.round(Math.min(spread.over(doubled), settings.throttledMax().toMillis())));
  }
}
