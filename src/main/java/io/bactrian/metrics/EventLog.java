package io.bactrian.metrics;

import io.bactrian.call.Attempt;
import io.bactrian.call.FailureKind;
import io.bactrian.call.FailureKind.Cooling;
import io.bactrian.call.GatewayCall;
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
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line per call and per state change: key=value, ids and never content. Access lines
 * have a logger of their own, {@code bactrian.access}.
 */
public final class EventLog {

  private static final Logger ACCESS = LoggerFactory.getLogger("bactrian.access");
  private static final Logger STATE = LoggerFactory.getLogger("bactrian.state");

  public void writeAll(List<GatewayEvent> events) {
    events.forEach(this::write);
  }

  void write(GatewayEvent event) {
    switch (event) {
      case CallFinished finished -> access(finished);
      case RequestFinished request ->
          ACCESS.info(
              "request_id={} method={} path={} status={} duration_ms={}",
              request.requestId(),
              request.method(),
              request.path(),
              request.status(),
              millis(request.durationNanos()));
      case BreakerStateChanged changed ->
          STATE.info("breaker={} from={} to={}", changed.breaker(), changed.from(), changed.to());
      case TargetCooled cooled -> cooled(cooled);
      case TargetRecovered recovered -> STATE.info("target={} recovered", recovered.target());
      case MessageSettled settled ->
          ACCESS.info(
              "message_id={} queue={} result={} deliveries={} waited_ms={}",
              settled.messageId(),
              settled.queue(),
              settled.result().label(),
              settled.deliveries(),
              settled.waited().toMillis());
      case QueuePaused paused ->
          STATE.warn("queue={} paused reason={}", paused.queue(), paused.reason());
      case QueueResumed resumed -> STATE.info("queue={} resumed", resumed.queue());
      case StrategyChanged changed ->
          STATE.info("strategy version={} source={} in force", changed.version(), changed.source());
      case StrategyRefused refused ->
          STATE.warn("strategy source={} refused: {}", refused.source(), refused.reason());
      case StrategyUnreachable unreachable ->
          STATE.warn(
              "strategy source={} tells nothing, what is in force stays: {}",
              unreachable.source(),
              unreachable.reason());
      case StrategyReachable reachable ->
          STATE.info("strategy source={} tells again", reachable.source());
      case CanaryWithdrawn withdrawn ->
          STATE.warn(
              "canary model={} use_case={} strategy={} withdrawn reason={}: {}",
              withdrawn.model(),
              withdrawn.useCase(),
              withdrawn.version(),
              withdrawn.reason(),
              withdrawn.found());
      case OperatorActed acted -> STATE.info("operator {} by={}", acted.what(), acted.by());
    }
  }

  private static void access(CallFinished finished) {
    GatewayCall call = finished.call();
    ACCESS.info(
        "request_id={} tenant={} api={} model={} status={} served_by={} attempts={} cause={}"
            + " duration_ms={} upstream_ms={}",
        call.requestId(),
        call.tenant(),
        call.api(),
        call.model(),
        finished.status(),
        call.outcome().orElseThrow().servedBy(),
        attempts(call),
        call.cause().map(kind -> kind.label()).orElse("-"),
        millis(finished.durationNanos()),
        millis(call.upstreamNanos()));
  }

  /** A misconfigured target waits for a person; a throttled one only for time. */
  private static void cooled(TargetCooled cooled) {
    String line = "target={} left_alone_ms={} reason={} ({})";
    Object[] values = {
      cooled.target(), cooled.duration().toMillis(), cooled.kind().label(), cooled.kind().reason()
    };
    if (cooled.kind().cooling() == Cooling.SET_ASIDE
        || cooled.kind() == FailureKind.TARGET_CREDENTIALS_MISSING) {
      STATE.warn(line, values);
    } else {
      STATE.info(line, values);
    }
  }

  private static String attempts(GatewayCall call) {
    if (call.attempts().isEmpty()) {
      return "-";
    }
    var text = new StringBuilder();
    for (Attempt attempt : call.attempts()) {
      text.append(text.isEmpty() ? "" : ",")
          .append(attempt.target().id())
          .append(':')
          .append(attempt.result());
    }
    return text.toString();
  }

  private static String millis(long nanos) {
    long micros = nanos / 1_000;
    return micros / 1_000 + "." + Long.toString(1_000 + micros % 1_000).substring(1);
  }
}
