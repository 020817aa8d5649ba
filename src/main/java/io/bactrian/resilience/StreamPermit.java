package io.bactrian.resilience;

import io.bactrian.call.FailureKind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The permission of one stream, held from its beginning to its end. Exactly one outcome reaches the
 * breaker, whoever tells it first; the time to the first content is what the breaker's slow-call
 * clock sees.
 */
public final class StreamPermit {

  private final LateOutcomeFilter breaker;
  private final Visit visit;
  private final long began;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile Long firstContent;

  StreamPermit(LateOutcomeFilter breaker, Visit visit) {
    this.breaker = breaker;
    this.visit = visit;
    this.began = breaker.getCurrentTimestamp();
  }

  /** The answer has begun; called once. */
  public void contentBegan() {
    firstContent = breaker.getCurrentTimestamp();
  }

  /** The answer is complete. */
  public void succeeded() {
    if (over.compareAndSet(false, true)) {
      visit.end(Optional.empty());
      breaker.onStreamSuccess(began, slowCallClock());
    }
  }

  /** The target failed, before its first content or after. */
  public void failed(FailureKind kind, Throwable thrown) {
    if (over.compareAndSet(false, true)) {
      visit.end(Optional.of(kind));
      breaker.onStreamError(began, slowCallClock(), thrown);
    }
  }

  /** Nobody wants the rest: no fault of the target, and no merit. */
  public void abandoned() {
    if (over.compareAndSet(false, true)) {
      visit.end(Optional.of(FailureKind.CALLER_LEFT));
      breaker.onStreamAbandoned(began);
    }
  }

  private long slowCallClock() {
    Long first = firstContent;
    return first == null ? breaker.getCurrentTimestamp() : first;
  }
}
