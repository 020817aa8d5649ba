package io.bactrian.translator;

import io.bactrian.call.Attempt;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import java.util.HashMap;
import java.util.Map;

/** The headers that tell a caller honestly how the reply came about. */
public final class ReplyHeaders {

  private ReplyHeaders() {}

  public static Map<String, Object> of(GatewayCall call, long nowNanos) {
    Map<String, Object> headers = new HashMap<>();
    Outcome outcome = call.outcome().orElseThrow();
    headers.put("x-bactrian-served-by", outcome.servedBy());
    headers.put("x-bactrian-attempts", attempts(call));
    headers.put("x-bactrian-overhead-ms", overheadMillis(call, nowNanos));
    call.selection().strategy().ifPresent(version -> headers.put("x-bactrian-strategy", version));
    if (outcome instanceof Outcome.Cached cached) {
      headers.put("Age", Long.toString(cached.age().toSeconds()));
      if (cached.degraded()) {
        headers.put("x-bactrian-degraded", cached.stale() ? "cache-stale" : "cache");
      }
    } else if (outcome instanceof Outcome.Degraded degraded) {
      headers.put("x-bactrian-degraded", degraded.cause().label());
    } else {
      call.fallbackTarget()
          .ifPresent(
              target -> headers.put("x-bactrian-degraded", target.isLocal() ? "local" : "model"));
    }
    return headers;
  }

  /** Such as {@code us-east-1/haiku=target-timeout, us-west-2/haiku=ok}; {@code none} for none. */
  private static String attempts(GatewayCall call) {
    if (call.attempts().isEmpty()) {
      return "none";
    }
    var text = new StringBuilder();
    for (Attempt attempt : call.attempts()) {
      if (!text.isEmpty()) {
        text.append(", ");
      }
      text.append(attempt.target().id()).append('=').append(attempt.result());
      if (attempt.hedged()) {
        text.append(";hedged");
      }
    }
    return text.toString();
  }

  /** Time in the gateway itself, in milliseconds with three decimals. */
  private static String overheadMillis(GatewayCall call, long nowNanos) {
    long micros = Math.max(0, (nowNanos - call.receivedNanos() - call.upstreamNanos()) / 1_000);
    String fraction = Long.toString(1_000 + micros % 1_000).substring(1);
    return micros / 1_000 + "." + fraction;
  }
}
