package io.bactrian.resilience;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** The totals of one circuit breaker since start, which its sliding window forgets. */
public final class BreakerStatistics {

  private final LongAdder successes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder timeouts = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final LongAdder rejections = new LongAdder();
  private final InstantSource clock;
  private final Predicate<Throwable> isTimeout;
  private volatile Instant lastStateChange;
  private volatile Instant lastFailure;

  BreakerStatistics(InstantSource clock, Predicate<Throwable> isTimeout) {
    this.clock = clock;
    this.isTimeout = isTimeout;
    lastStateChange = clock.instant();
  }

  /** Counts what the breaker tells, which is all but what comes while an operator holds it. */
  void follow(CircuitBreaker breaker) {
    breaker
        .getEventPublisher()
        .onSuccess(event -> countSuccess())
        .onError(event -> countFailure(event.getThrowable()))
        .onIgnoredError(
            event -> {
              if (!(event.getThrowable() instanceof CallNotPermittedException)) {
                countIgnored();
              }
            })
        .onCallNotPermitted(event -> countRejection())
        .onStateTransition(event -> lastStateChange = clock.instant());
  }

  void countSuccess() {
    successes.increment();
  }

  void countFailure(Throwable thrown) {
    failures.increment();
    lastFailure = clock.instant();
    if (isTimeout.test(thrown)) {
      timeouts.increment();
    }
  }

  void countIgnored() {
    ignored.increment();
  }

  void countRejection() {
    rejections.increment();
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
    return ignored.sum();
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
