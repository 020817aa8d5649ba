package io.bactrian.resilience;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import io.bactrian.call.FailureKind;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The places that a target has for calls: as many as one of Netflix's algorithms finds good for it.
 * Safe for any number of threads.
 */
final class ConcurrencyLimit {

  /** A call's place at the target; only its first end counts. */
  @FunctionalInterface
  interface Place {
    void end(Optional<FailureKind> failure);
  }

  /** Hears what a call came to; {@code inFlight} counts those there when it came, with itself. */
  @FunctionalInterface
  private interface Learning {
    void hear(long started, long nanos, int inFlight, boolean overloaded);
  }

  private static final Place UNLIMITED = failure -> {};

  /** An answer may take minutes: what is too long, the timeouts of calls and streams say. */
  private static final long LONGEST_HOURS = 48;

  private final boolean limited;
  private final Limit limit;
  private final Learning learning;
  private final LongSupplier nanoClock;
  private final AtomicInteger held = new AtomicInteger();

  private ConcurrencyLimit(
      boolean limited, Limit limit, Learning learning, LongSupplier nanoClock) {
    this.limited = limited;
    this.limit = limit;
    this.learning = learning;
    this.nanoClock = nanoClock;
  }

  static ConcurrencyLimit of(ConcurrencySettings settings, LongSupplier nanoClock) {
    return switch (settings.mode()) {
      case OFF -> new ConcurrencyLimit(false, FixedLimit.of(0), (s, n, i, o) -> {}, nanoClock);
      case AIMD -> aimd(settings, nanoClock);
      case GRADIENT -> gradient(settings, nanoClock);
    };
  }

  private static ConcurrencyLimit aimd(ConcurrencySettings settings, LongSupplier nanoClock) {
    Limit limit =
        AIMDLimit.newBuilder()
            .initialLimit(settings.initial())
            .minLimit(settings.min())
            .maxLimit(settings.max())
            .timeout(LONGEST_HOURS, TimeUnit.HOURS)
            .build();
    var lowered = new AtomicLong(nanoClock.getAsLong() - 1);
    Learning learning =
        (started, nanos, inFlight, overloaded) -> {
          if (!overloaded || isNews(lowered, started, started + nanos)) {
            limit.onSample(started, nanos, inFlight, overloaded);
          }
        };
    return new ConcurrencyLimit(true, limit, learning, nanoClock);
  }

  /** Calls that were there together are told of one overload: it lowers the limit once. */
  private static boolean isNews(AtomicLong lowered, long started, long ended) {
    long last = lowered.get();
    return started - last > 0 && lowered.compareAndSet(last, ended);
  }

  /**
   * Gradient2 does not hear of overload: it is told of a call that took twice as long as others.
   */
  private static ConcurrencyLimit gradient(ConcurrencySettings settings, LongSupplier nanoClock) {
    Gradient2Limit gradient =
        Gradient2Limit.newBuilder()
            .initialLimit(settings.initial())
            .minLimit(settings.min())
            .maxConcurrency(settings.max())
            .build();
    Limit limit = WindowedLimit.newBuilder().build(gradient);
    Learning learning =
        (started, nanos, inFlight, overloaded) -> {
          long twice = 2 * gradient.getRttNoLoad(TimeUnit.NANOSECONDS);
          limit.onSample(started, overloaded ? Math.max(nanos, twice) : nanos, inFlight, false);
        };
    return new ConcurrencyLimit(true, limit, learning, nanoClock);
  }

  /** The calls that the target may hold now; 0 where there is no limit. */
  int value() {
    return limit.getLimit();
  }

  boolean hasRoom() {
    return !limited || held.get() < limit.getLimit();
  }

  /** Takes a place, which must be ended; empty when none is free. */
  Optional<Place> take() {
    if (!limited) {
      return Optional.of(UNLIMITED);
    }
    int before = held.get();
    while (before < limit.getLimit()) {
      int witness = held.compareAndExchange(before, before + 1);
      if (witness == before) {
        return Optional.of(new Taken(nanoClock.getAsLong(), before + 1));
      }
      before = witness;
    }
    return Optional.empty();
  }

  /** What a call came to: answers and overload teach, all else says nothing of the right limit. */
  private void learn(Optional<FailureKind> failure, long started, int inFlight) {
    if (failure.isEmpty() || isOverload(failure.get())) {
      long nanos = nanoClock.getAsLong() - started;
      learning.hear(started, nanos, inFlight, failure.isPresent());
    }
  }

  private static boolean isOverload(FailureKind failure) {
    return failure == FailureKind.TARGET_THROTTLED || failure == FailureKind.TARGET_TIMEOUT;
  }

  private final class Taken implements Place {

    private final long started;
    private final int inFlight;
    private final AtomicBoolean over = new AtomicBoolean();

    Taken(long started, int inFlight) {
      this.started = started;
      this.inFlight = inFlight;
    }

    @Override
    public void end(Optional<FailureKind> failure) {
      if (over.compareAndSet(false, true)) {
        held.decrementAndGet();
        learn(failure, started, inFlight);
      }
    }
  }
}
