package io.bactrian.metrics;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** The gauges that look at what there is, instead of hearing what happened. */
public final class StateMeters {

  private final Meters meters;

  public StateMeters(MeterRegistry registry) {
    this.meters = new Meters(registry);
  }

  public void watchBreaker(CircuitBreaker breaker) {
    meters.gauge(MeterName.CIRCUIT_STATE, () -> number(breaker.getState()), breaker.getName());
  }

  /** A {@code limit} of 0 is none. */
  public void watchTarget(
      String name, BooleanSupplier usable, LongSupplier inFlight, LongSupplier limit) {
    meters.gauge(MeterName.TARGET_USABLE, () -> usable.getAsBoolean() ? 1 : 0, name);
    meters.gauge(MeterName.TARGET_INFLIGHT, inFlight, name);
    meters.gauge(MeterName.TARGET_LIMIT, limit, name);
  }

  /** Extra attempts of a model's calls: at healthy targets, paid by the budget, and not made. */
  public void watchRetries(
      String model, LongSupplier free, LongSupplier charged, LongSupplier refused) {
    meters.total(MeterName.RETRIES, free, model, "free");
    meters.total(MeterName.RETRIES, charged, model, "charged");
    meters.total(MeterName.RETRIES, refused, model, "refused");
  }

  /**
   * Attempts of a model's calls beside slow first ones: that answered first or not, or not paid.
   */
  public void watchHedges(String model, LongSupplier won, LongSupplier lost, LongSupplier refused) {
    meters.total(MeterName.HEDGES, won, model, "won");
    meters.total(MeterName.HEDGES, lost, model, "lost");
    meters.total(MeterName.HEDGES, refused, model, "refused");
  }

  /** Scores in milliseconds. */
  public void watchScore(String name, LongSupplier whole, LongSupplier firstContent) {
    meters.gauge(MeterName.TARGET_SCORE, whole, name, "whole");
    meters.gauge(MeterName.TARGET_SCORE, firstContent, name, "stream");
  }

  public void watchAdmission(LongSupplier inFlight, LongSupplier waiting) {
    meters.gauge(MeterName.INFLIGHT, inFlight);
    meters.gauge(MeterName.WAITING, waiting);
  }

  public void watchShed(String reason, LongSupplier rejected) {
    meters.total(MeterName.SHED, rejected, reason);
  }

  public void watchCache(String tier, String result, LongSupplier total) {
    meters.total(MeterName.CACHE, total, tier, result);
  }

  public void watchEvents(LongSupplier dropped) {
    meters.total(MeterName.EVENTS_DROPPED, dropped);
  }

  public void watchUseCases(LongSupplier unknown) {
    meters.total(MeterName.USE_CASES_UNKNOWN, unknown);
  }

  /** Copies for a candidate model that had this result. */
  public void watchShadow(String model, String result, LongSupplier total) {
    meters.total(MeterName.SHADOW, total, model, result);
  }

  /** Tokens of its answers. */
  public void watchShadowTokens(String model, LongSupplier input, LongSupplier output) {
    meters.total(MeterName.SHADOW_TOKENS, input, model, "input");
    meters.total(MeterName.SHADOW_TOKENS, output, model, "output");
  }

  public void watchPause(String queue, String reason, BooleanSupplier paused) {
    meters.gauge(MeterName.QUEUE_PAUSED, () -> paused.getAsBoolean() ? 1 : 0, queue, reason);
  }

  public void watchIntake(String queue, LongSupplier inFlight) {
    meters.gauge(MeterName.QUEUE_INFLIGHT, inFlight, queue);
  }

  /** {@code depth} is not a number while it is unknown. */
  public void watchDepth(String queue, DoubleSupplier depth) {
    meters.measure(MeterName.QUEUE_DEPTH, depth, queue);
  }

  /** The keeping of the replies to messages in {@code store}. */
  public void watchIdempotency(String store, LongSupplier failures) {
    meters.total(MeterName.IDEMPOTENCY_FAILURES, failures, store);
  }

  /** The keeping of the state in {@code store}. */
  public void watchState(
      String store,
      LongSupplier writes,
      LongSupplier failures,
      LongSupplier learnt,
      LongSupplier ageSeconds) {
    meters.total(MeterName.STATE_WRITES, writes, store);
    meters.total(MeterName.STATE_FAILURES, failures, store);
    meters.total(MeterName.STATE_LEARNT, learnt, store);
    meters.gauge(MeterName.STATE_AGE, ageSeconds, store);
  }

  private static long number(CircuitBreaker.State state) {
    return switch (state) {
      case CLOSED -> 0;
      case OPEN, FORCED_OPEN -> 1;
      case HALF_OPEN -> 2;
      case DISABLED, METRICS_ONLY -> 3;
    };
  }
}
