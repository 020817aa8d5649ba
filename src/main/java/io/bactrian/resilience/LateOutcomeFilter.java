package io.bactrian.resilience;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * A circuit breaker that does not hear of calls which began before it last opened. Resilience4j
 * would take the timeout of such a call for the failure of a probe, and reopen on a target that has
 * recovered; one whose outcome is ignored would even add a probe beyond those permitted.
 *
 * <p>It also counts what Resilience4j keeps silent about: all that comes while an operator holds
 * the breaker.
 */
public final class LateOutcomeFilter implements CircuitBreaker {

  private final CircuitBreaker breaker;
  private final LongAccumulator opened = new LongAccumulator(Math::max, Long.MIN_VALUE);
  private final BreakerStatistics statistics;

  private LateOutcomeFilter(CircuitBreaker breaker, BreakerStatistics statistics) {
    this.breaker = breaker;
    this.statistics = statistics;
    statistics.follow(breaker);
  }

  static LateOutcomeFilter ofTarget(CircuitBreaker breaker, BreakerStatistics statistics) {
    var filter = new LateOutcomeFilter(breaker, statistics);
    breaker.getEventPublisher().onStateTransition(event -> filter.noteOpening());
    return filter;
  }

  /** For breakers that judge no target: no outcome can come too late for them. */
  static LateOutcomeFilter hearingAll(CircuitBreaker breaker, BreakerStatistics statistics) {
    return new LateOutcomeFilter(breaker, statistics);
  }

  /** The time is read first: while the state is still open after that, no probe has begun yet. */
  private void noteOpening() {
    long now = breaker.getCurrentTimestamp();
    State state = breaker.getState();
    if (state == State.OPEN || state == State.FORCED_OPEN) {
      opened.accumulate(now);
    }
  }

  private boolean isLate(long duration, TimeUnit unit) {
    return isLate(
        breaker.getCurrentTimestamp() - breaker.getTimestampUnit().convert(duration, unit));
  }

  private boolean isLate(long began) {
    boolean isLate = began < opened.get();
    if (isLate) {
      statistics.countIgnored();
    }
    return isLate;
  }

  private boolean isDisabled() {
    return breaker.getState() == State.DISABLED;
  }

  private void noteSuccess() {
    if (isDisabled()) {
      statistics.countSuccess();
    }
  }

  private void noteError(Throwable thrown) {
    if (isDisabled()) {
      if (breaker.getCircuitBreakerConfig().getIgnoreExceptionPredicate().test(thrown)) {
        statistics.countIgnored();
      } else {
        statistics.countFailure(thrown);
      }
    }
  }

  private void noteRefusal() {
    if (breaker.getState() == State.FORCED_OPEN) {
      statistics.countRejection();
    }
  }

  /** Of a stream the time to its first content counts as its duration, long as it may last. */
  void onStreamSuccess(long began, long firstContent) {
    if (!isLate(began)) {
      noteSuccess();
      breaker.onSuccess(firstContent - began, breaker.getTimestampUnit());
    }
  }

  void onStreamError(long began, long firstContent, Throwable thrown) {
    if (!isLate(began)) {
      noteError(thrown);
      breaker.onError(firstContent - began, breaker.getTimestampUnit(), thrown);
    }
  }

  /** Gives back the permission of a stream that nobody wanted to the end. */
  void onStreamAbandoned(long began) {
    if (!isLate(began)) {
      breaker.releasePermission();
    }
  }

  @Override
  public void onError(long duration, TimeUnit durationUnit, Throwable throwable) {
    if (!isLate(duration, durationUnit)) {
      noteError(throwable);
      breaker.onError(duration, durationUnit, throwable);
    }
  }

  @Override
  public void onSuccess(long duration, TimeUnit durationUnit) {
    if (!isLate(duration, durationUnit)) {
      noteSuccess();
      breaker.onSuccess(duration, durationUnit);
    }
  }

  @Override
  public void onResult(long duration, TimeUnit durationUnit, Object result) {
    if (!isLate(duration, durationUnit)) {
      noteSuccess();
      breaker.onResult(duration, durationUnit, result);
    }
  }

  @Override
  public boolean tryAcquirePermission() {
    boolean permitted = breaker.tryAcquirePermission();
    if (!permitted) {
      noteRefusal();
    }
    return permitted;
  }

  @Override
  public void acquirePermission() {
    try {
      breaker.acquirePermission();
    } catch (CallNotPermittedException refused) {
      noteRefusal();
      throw refused;
    }
  }

  @Override
  public void releasePermission() {
    breaker.releasePermission();
  }

  @Override
  public void reset() {
    breaker.reset();
  }

  @Override
  public void transitionToClosedState() {
    breaker.transitionToClosedState();
  }

  @Override
  public void transitionToOpenState() {
    breaker.transitionToOpenState();
  }

  @Override
  public void transitionToOpenStateFor(Duration waitDuration) {
    breaker.transitionToOpenStateFor(waitDuration);
  }

  @Override
  public void transitionToOpenStateUntil(Instant waitUntil) {
    breaker.transitionToOpenStateUntil(waitUntil);
  }

  @Override
  public void transitionToHalfOpenState() {
    breaker.transitionToHalfOpenState();
  }

  @Override
  public void transitionToDisabledState() {
    breaker.transitionToDisabledState();
  }

  @Override
  public void transitionToMetricsOnlyState() {
    breaker.transitionToMetricsOnlyState();
  }

  @Override
  public void transitionToForcedOpenState() {
    breaker.transitionToForcedOpenState();
  }

  @Override
  public String getName() {
    return breaker.getName();
  }

  @Override
  public State getState() {
    return breaker.getState();
  }

  @Override
  public CircuitBreakerConfig getCircuitBreakerConfig() {
    return breaker.getCircuitBreakerConfig();
  }

  @Override
  public Metrics getMetrics() {
    return breaker.getMetrics();
  }

  @Override
  public Map<String, String> getTags() {
    return breaker.getTags();
  }

  @Override
  public EventPublisher getEventPublisher() {
    return breaker.getEventPublisher();
  }

  @Override
  public long getCurrentTimestamp() {
    return breaker.getCurrentTimestamp();
  }

  @Override
  public TimeUnit getTimestampUnit() {
    return breaker.getTimestampUnit();
  }
}
