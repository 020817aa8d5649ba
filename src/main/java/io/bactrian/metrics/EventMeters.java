package io.bactrian.metrics;

import io.bactrian.call.Answer;
import io.bactrian.call.Attempt;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import io.bactrian.event.GatewayEvent;
import io.bactrian.event.GatewayEvent.BreakerStateChanged;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.CanaryWithdrawn;
import io.bactrian.event.GatewayEvent.MessageSettled;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.event.GatewayEvent.QueuePaused;
import io.bactrian.event.GatewayEvent.QueueResumed;
import io.bactrian.event.GatewayEvent.RequestFinished;
import io.bactrian.event.GatewayEvent.StrategyChanged;
import io.bactrian.event.GatewayEvent.StrategyReachable;
import io.bactrian.event.GatewayEvent.StrategyRefused;
import io.bactrian.event.GatewayEvent.StrategyUnreachable;
import io.bactrian.event.GatewayEvent.TargetCooled;
import io.bactrian.event.GatewayEvent.TargetRecovered;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/** Turns events into meters. */
public final class EventMeters {

  private static final String PROVIDER = "aws.bedrock";
  private static final String OTHER_MODEL = "other-model";
  private static final String LOCAL = "local";

  private final Meters meters;
  private final StrategyMeters strategy;
  private final ModelMeters models;

  public EventMeters(MeterRegistry registry) {
    this.meters = new Meters(registry);
    this.strategy = new StrategyMeters(meters);
    this.models = new ModelMeters(meters);
  }

  public void recordAll(List<GatewayEvent> events) {
    events.forEach(this::record);
  }

  void record(GatewayEvent event) {
    switch (event) {
      case CallFinished finished -> call(finished);
      case RequestFinished finished ->
          meters.count(
              MeterName.HTTP_REQUESTS, finished.path(), Integer.toString(finished.status()));
      case BreakerStateChanged changed ->
          meters.count(
              MeterName.CIRCUIT_TRANSITIONS,
              changed.breaker(),
              changed.from().toLowerCase(Locale.ROOT),
              changed.to().toLowerCase(Locale.ROOT));
      case TargetCooled cooled ->
          meters.count(MeterName.COOLDOWNS, cooled.target(), cooled.kind().label());
      case TargetRecovered recovered -> {}
      case OperatorActed acted -> {}
      case StrategyChanged changed -> strategy.changed(changed);
      case StrategyRefused refused -> strategy.refused();
      case StrategyUnreachable unreachable -> strategy.reachable(unreachable.source(), false);
      case StrategyReachable reachable -> strategy.reachable(reachable.source(), true);
      case CanaryWithdrawn withdrawn -> models.withdrawn(withdrawn);
      case MessageSettled settled -> message(settled);
      case QueuePaused paused ->
          meters.count(MeterName.QUEUE_PAUSES, paused.queue(), paused.reason());
      case QueueResumed resumed -> {}
    }
  }

  private void message(MessageSettled settled) {
    meters.count(MeterName.QUEUE_MESSAGES, settled.queue(), settled.result().label());
    meters.time(MeterName.QUEUE_AGE, Math.max(0, settled.waited().toNanos()), settled.queue());
  }

  private void call(CallFinished finished) {
    GatewayCall call = finished.call();
    Outcome outcome = call.outcome().orElseThrow();
    String kind = kind(call, outcome);
    meters.count(
        MeterName.REQUESTS,
        call.api(),
        model(call, outcome),
        region(call),
        kind,
        Integer.toString(finished.status()));
    String useCase = call.selection().isMade() ? call.useCase() : "unknown";
    meters.count(MeterName.USE_CASES, useCase, model(call, outcome), kind);
    meters.time(MeterName.DURATION, finished.durationNanos(), call.api(), kind);
    meters.time(
        MeterName.OVERHEAD,
        Math.max(0, finished.durationNanos() - call.upstreamNanos()),
        call.api());
    String operation = operation(call.question());
    call.attempts().forEach(attempt -> attempt(attempt, operation));
    if (outcome instanceof Outcome.Live live) {
      live.answer().usage().ifPresent(told -> usage(operation, live.target(), told));
    }
    fallback(call, outcome, kind);
    models.record(finished);
  }

  private void attempt(Attempt attempt, String operation) {
    String model = attempt.target().model();
    meters.count(MeterName.ATTEMPTS, attempt.target().region(), model, attempt.result());
    if (attempt.reachedTarget()) {
      meters.time(
          MeterName.OPERATION_DURATION,
          attempt.durationNanos(),
          operation,
          provider(attempt.target()),
          model,
          attempt.failure().map(FailureKind::label).orElse(""));
    }
  }

  private void usage(String operation, Target target, Answer.Usage told) {
    String provider = provider(target);
    String model = target.model();
    long input = told.input() + told.cacheRead() + told.cacheWrite();
    meters.tokens(MeterName.TOKEN_USAGE, input, operation, provider, model, "input");
    meters.tokens(MeterName.TOKEN_USAGE, told.output(), operation, provider, model, "output");
  }

  private static String provider(Target target) {
    return target.isLocal() ? LOCAL : PROVIDER;
  }

  private static String operation(Question question) {
    return switch (question) {
      case Question.Converse converse -> "chat";
      case Question.Invoke invoke -> "invoke_model";
      case Question.CountTokens count -> "count_tokens";
    };
  }

  private void fallback(GatewayCall call, Outcome outcome, String kind) {
    if (outcome instanceof Outcome.Degraded) {
      meters.count(MeterName.DEGRADED, call.api());
    }
    if (call.cause().isPresent() && !(outcome instanceof Outcome.Refused)) {
      String to = call.fallbackTarget().map(EventMeters::rung).orElse(kind);
      meters.count(MeterName.FALLBACKS, to, call.cause().get().label());
    }
  }

  private static String rung(Target target) {
    return target.isLocal() ? LOCAL : OTHER_MODEL;
  }

  private static String kind(GatewayCall call, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Live live -> call.fallbackTarget().map(EventMeters::rung).orElse("live");
      case Outcome.Streaming begun -> "live";
      case Outcome.Broken broken -> "broken";
      case Outcome.Cached cached -> "cached";
      case Outcome.Degraded degraded -> "degraded";
      case Outcome.Refused refused -> "refused";
    };
  }

  /** A name that nobody offers is the caller's text, and would make a series for every mistake. */
  private static String model(GatewayCall call, Outcome outcome) {
    boolean unknown =
        outcome instanceof Outcome.Refused refused
            && refused.kind() == FailureKind.CALLER_UNKNOWN_MODEL;
    return unknown ? "unknown" : call.answeringTarget().map(Target::model).orElse(call.model());
  }

  private static String region(GatewayCall call) {
    return call.answeringTarget().map(Target::region).orElse("none");
  }
}
