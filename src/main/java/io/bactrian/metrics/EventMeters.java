package io.bactrian.metrics;

import io.bactrian.call.Attempt;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.event.GatewayEvent;
import io.bactrian.event.GatewayEvent.BreakerStateChanged;
import io.bactrian.event.GatewayEvent.CallFinished;
import io.bactrian.event.GatewayEvent.OperatorActed;
import io.bactrian.event.GatewayEvent.RequestFinished;
import io.bactrian.event.GatewayEvent.TargetCooled;
import io.bactrian.event.GatewayEvent.TargetRecovered;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** Turns events into meters. */
public final class EventMeters {

  private static final String OPERATION = "chat";
  private static final String PROVIDER = "aws.bedrock";

  private final Meters meters;

  public EventMeters(MeterRegistry registry) {
    this.meters = new Meters(registry);
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
    }
  }

  private void call(CallFinished finished) {
    GatewayCall call = finished.call();
    Outcome outcome = call.outcome().orElseThrow();
    String kind = kind(outcome);
    meters.count(
        MeterName.REQUESTS,
        call.api(),
        model(call, outcome),
        region(outcome),
        kind,
        Integer.toString(finished.status()));
    meters.time(MeterName.DURATION, finished.durationNanos(), call.api(), kind);
    meters.time(
        MeterName.OVERHEAD,
        Math.max(0, finished.durationNanos() - call.upstreamNanos()),
        call.api());
    call.attempts().forEach(this::attempt);
    if (outcome instanceof Outcome.Live live) {
      usage(call.model(), live.response().usage());
    } else if (!(outcome instanceof Outcome.Broken)) {
      fallback(call, outcome, kind);
    }
  }

  private void attempt(Attempt attempt) {
    String model = attempt.target().model();
    meters.count(MeterName.ATTEMPTS, attempt.target().region(), model, attempt.result());
    if (attempt.reachedTarget()) {
      meters.time(
          MeterName.OPERATION_DURATION,
          attempt.durationNanos(),
          OPERATION,
          PROVIDER,
          model,
          attempt.failure().map(FailureKind::label).orElse(""));
    }
  }

  private void usage(String model, TokenUsage usage) {
    if (usage == null || usage.inputTokens() == null || usage.outputTokens() == null) {
      return;
    }
    long input =
        (long) usage.inputTokens()
            + orZero(usage.cacheReadInputTokens())
            + orZero(usage.cacheWriteInputTokens());
    meters.tokens(MeterName.TOKEN_USAGE, input, OPERATION, PROVIDER, model, "input");
    meters.tokens(
        MeterName.TOKEN_USAGE, usage.outputTokens(), OPERATION, PROVIDER, model, "output");
  }

  private void fallback(GatewayCall call, Outcome outcome, String kind) {
    boolean looked = call.cause().isPresent() && !(outcome instanceof Outcome.Refused);
    if (outcome instanceof Outcome.Cached || looked) {
      meters.count(MeterName.CACHE, "memory", outcome instanceof Outcome.Cached ? "hit" : "miss");
    }
    if (looked) {
      meters.count(MeterName.FALLBACKS, kind, call.cause().get().label());
    }
    if (outcome instanceof Outcome.Degraded) {
      meters.count(MeterName.DEGRADED, call.api());
    }
  }

  private static String kind(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Live live -> "live";
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
    return unknown ? "unknown" : call.model();
  }

  private static String region(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Live live -> live.target().region();
      case Outcome.Broken broken -> broken.target().region();
      default -> "none";
    };
  }

  private static int orZero(Integer tokens) {
    return tokens == null ? 0 : tokens;
  }
}
