package io.bactrian.metrics;

import java.util.List;

/**
 * Every meter of our own, declared once: name, kind, labels and meaning. Labels are bounded: names
 * of regions, models and rows of the failure table, never text of a caller. Names that begin with
 * {@code gen_ai} are OpenTelemetry's GenAI semantic conventions, v1.41.
 */
public enum MeterName {
  REQUESTS(
      "gateway.requests",
      Kind.COUNTER,
      List.of("api", "model", "region", "outcome", "status"),
      "Calls that got a reply, by who answered"),
  HTTP_REQUESTS(
      "gateway.http.requests",
      Kind.COUNTER,
      List.of("path", "status"),
      "Requests that are no calls: operations, health, and what was refused at the door"),
  ATTEMPTS(
      "gateway.attempts",
      Kind.COUNTER,
      List.of("region", "model", "result"),
      "What targets did with calls; result is ok or a row of the failure table"),
  RETRIES(
      "gateway.retries",
      Kind.FUNCTION_COUNTER,
      List.of("model", "budget"),
      "Attempts after the first of a call, by what the retry budget said"),
  HEDGES(
      "gateway.hedges",
      Kind.FUNCTION_COUNTER,
      List.of("model", "result"),
      "Attempts beside a slow first one, by whether they answered first"),
  FALLBACKS(
      "gateway.fallback",
      Kind.COUNTER,
      List.of("to", "reason"),
      "Calls that no target of the asked model answered, by the rung that did and why"),
  DEGRADED(
      "gateway.degraded.replies", Kind.COUNTER, List.of("api"), "Replies that were an apology"),
  CACHE(
      "gateway.cache",
      Kind.FUNCTION_COUNTER,
      List.of("tier", "result"),
      "What came of looking for kept answers, by where"),
  DURATION(
      "gateway.request.duration",
      Kind.TIMER,
      List.of("api", "outcome"),
      "From a request's first byte to its reply"),
  OVERHEAD("gateway.overhead", Kind.TIMER, List.of("api"), "Time of a call in the gateway itself"),
  OPERATION_DURATION(
      "gen_ai.client.operation.duration",
      Kind.TIMER,
      List.of(
          "gen_ai_operation_name", "gen_ai_provider_name", "gen_ai_request_model", "error_type"),
      "Time of one attempt at a target"),
  TOKEN_USAGE(
      "gen_ai.client.token.usage",
      Kind.SUMMARY,
      List.of(
          "gen_ai_operation_name",
          "gen_ai_provider_name",
          "gen_ai_request_model",
          "gen_ai_token_type"),
      "Tokens of live answers, as Bedrock counted them; input includes cached tokens"),
  CIRCUIT_STATE(
      "gateway.circuit.state",
      Kind.GAUGE,
      List.of("name"),
      "0 closed, 1 open or forced open, 2 half open, 3 disabled"),
  CIRCUIT_TRANSITIONS(
      "gateway.circuit.transitions",
      Kind.COUNTER,
      List.of("name", "from", "to"),
      "State changes of circuit breakers"),
  COOLDOWNS(
      "gateway.cooldowns",
      Kind.COUNTER,
      List.of("name", "reason"),
      "Times a target was left alone besides what its breaker says"),
  TARGET_USABLE(
      "gateway.target.usable", Kind.GAUGE, List.of("name"), "1 while a target may be asked"),
  TARGET_INFLIGHT(
      "gateway.target.inflight", Kind.GAUGE, List.of("name"), "Calls that are at a target now"),
  TARGET_LIMIT(
      "gateway.target.limit",
      Kind.GAUGE,
      List.of("name"),
      "Calls that a target may hold at once; 0 without a limit"),
  TARGET_SCORE(
      "gateway.target.score",
      Kind.GAUGE,
      List.of("name", "delivery"),
      "Milliseconds of a target's decayed peak latency, failures as slow answers; 0 while unknown"),
  INFLIGHT("gateway.inflight", Kind.GAUGE, List.of(), "Calls in flight"),
  WAITING("gateway.waiting", Kind.GAUGE, List.of(), "Calls that wait for a place"),
  SHED("gateway.shed", Kind.FUNCTION_COUNTER, List.of("reason"), "Calls that got no place in time"),
  USE_CASES_UNKNOWN(
      "gateway.use.cases.unknown",
      Kind.FUNCTION_COUNTER,
      List.of(),
      "Calls with a use case that nobody knows, which count as default"),
  USE_CASES(
      "gateway.use.cases",
      Kind.COUNTER,
      List.of("use_case", "model", "outcome"),
      "Calls that got a reply, by what the answer was for and who answered"),
  SHADOW(
      "gateway.shadow", Kind.FUNCTION_COUNTER, List.of("model", "result"), "What became of copies"),
  SHADOW_TOKENS(
      "gateway.shadow.tokens", Kind.FUNCTION_COUNTER, List.of("model", "type"), "Tokens of copies"),
  EVENTS_DROPPED(
      "gateway.events.dropped",
      Kind.FUNCTION_COUNTER,
      List.of(),
      "Events that found no room on the way to the metrics route"),
  QUEUE_MESSAGES(
      "gateway.queue.messages",
      Kind.COUNTER,
      List.of("queue", "result"),
      "What became of delivered messages"),
  QUEUE_AGE(
      "gateway.queue.age",
      Kind.TIMER,
      List.of("queue"),
      "From the sending of a message until it was dealt with"),
  QUEUE_PAUSES(
      "gateway.queue.pauses",
      Kind.COUNTER,
      List.of("queue", "reason"),
      "Times that a queue was no longer consumed, by why"),
  QUEUE_PAUSED(
      "gateway.queue.paused",
      Kind.GAUGE,
      List.of("queue", "reason"),
      "1 while that keeps a queue from being consumed"),
  QUEUE_INFLIGHT(
      "gateway.queue.inflight", Kind.GAUGE, List.of("queue"), "Messages that are worked on now"),
  QUEUE_DEPTH(
      "gateway.queue.depth", Kind.GAUGE, List.of("queue"), "Messages that wait at the broker"),
  STATE_WRITES(
      "gateway.state.writes",
      Kind.FUNCTION_COUNTER,
      List.of("store"),
      "Times the state of the targets was written"),
  STATE_FAILURES(
      "gateway.state.failures",
      Kind.FUNCTION_COUNTER,
      List.of("store"),
      "Times the store of the state did not answer"),
  STATE_LEARNT(
      "gateway.state.learnt",
      Kind.FUNCTION_COUNTER,
      List.of("store"),
      "Openings and cool-downs that were learnt from other gateways"),
  STATE_AGE(
      "gateway.state.age.seconds",
      Kind.GAUGE,
      List.of("store"),
      "Seconds since the store was last known to hold the present state"),
  IDEMPOTENCY_FAILURES(
      "gateway.idempotency.failures",
      Kind.FUNCTION_COUNTER,
      List.of("store"),
      "Times the store of the replies to messages did not do what it was asked"),
  STRATEGY_CHANGES(
      "gateway.strategy.changes",
      Kind.COUNTER,
      List.of("result"),
      "Strategy documents that were found, by whether they came into force"),
  STRATEGY_INFO(
      "gateway.strategy.info",
      Kind.GAUGE,
      List.of("version", "source"),
      "1 for the strategy document in force, by where it was found"),
  STRATEGY_REACHABLE(
      "gateway.strategy.reachable",
      Kind.GAUGE,
      List.of("source"),
      "0 while the source of strategy documents tells nothing"),
  MODEL_CALLS(
      "gateway.model.calls",
      Kind.COUNTER,
      List.of("use_case", "model", "choice", "result"),
      "Calls by the model that they were meant for, and whether it answered"),
  MODEL_DURATION(
      "gateway.model.duration",
      Kind.TIMER,
      List.of("use_case", "model", "choice"),
      "From a request's first byte to its reply, where the model that it was meant for answered"),
  CANARY_WITHDRAWALS(
      "gateway.canary.withdrawals",
      Kind.COUNTER,
      List.of("use_case", "model", "reason"),
      "Canaries that were taken back as they did worse than they may");

  /** What kind of meter it is. */
  public enum Kind {
    COUNTER,
    FUNCTION_COUNTER,
    GAUGE,
    TIMER,
    SUMMARY
  }

  private final String id;
  private final Kind kind;
  private final List<String> labels;
  private final String description;

  MeterName(String id, Kind kind, List<String> labels, String description) {
    this.id = id;
    this.kind = kind;
    this.labels = labels;
    this.description = description;
  }

  /** Micrometer's name, with dots. */
  public String id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  public List<String> labels() {
    return labels;
  }

  public String description() {
    return description;
  }

  /** The name on the Prometheus page. */
  public String prometheusName() {
    String base = id.replace('.', '_');
    return switch (kind) {
      case COUNTER, FUNCTION_COUNTER -> base + "_total";
      case TIMER -> base + "_seconds";
      case GAUGE, SUMMARY -> base;
    };
  }
}
