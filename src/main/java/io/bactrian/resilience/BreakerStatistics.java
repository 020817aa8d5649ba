package io.bactrian.resilience;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The totals of one circuit breaker since start, which its sliding window forgets. */
public final class BreakerStatistics {

  private final LongAdder successes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder timeouts = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final LongAdder rejections = new LongAdder();
  private final LongSupplier lateOutcomes;
  private volatile Instant lastStateChange;
  private volatile Instant lastFailure;

  BreakerStatistics(
      CircuitBreaker breaker,
      InstantSource clock,
      Predicate<Throwable> isTimeout,
      LongSupplier lateOutcomes) {
    this.lateOutcomes = lateOutcomes;
    lastStateChange = clock.instant();
    breaker
        .getEventPublisher()
        .onSuccess(event -> successes.increment())
        .onError(
            event -> {
              failures.increment();
              lastFailure = clock.instant();
              if (isTimeout.test(event.getThrowable())) {
                timeouts.increment();
              }
            })
        .onIgnoredError(
            event -> {
              if (!(event.getThrowable() instanceof CallNotPermittedException)) {
                ignored.increment();
              }
            })
        .onCallNotPermitted(event -> rejections.increment())
        .onStateTransition(event -> lastStateChange = clock.instant());
  }

  public long successes() {
    return successes.sum();
  }

  public long failures() {
    return failures.sum();
  }

  public long timeouts() {
    return timeouts.sum();
  }

  /**
   * Calls that neither helped nor hurt: the caller's fault, throttling, misconfiguration, and what
   * began before the breaker last opened.
   */
  public long ignored() {
    return ignored.sum() + lateOutcomes.getAsLong();
  }

  public long rejections() {
    return rejections.sum();
  }

  public long requests() {
    return successes() + failures() + ignored() + rejections();
  }

  public Instant lastStateChange() {
    return lastStateChange;
  }

  public Optional<Instant> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }
}
