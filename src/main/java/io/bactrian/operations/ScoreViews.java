package io.bactrian.operations;

import io.bactrian.strategy.Withdrawal;
import io.bactrian.strategy.scoreboard.CanaryStatus;
import io.bactrian.strategy.scoreboard.Latencies;
import io.bactrian.strategy.scoreboard.ScoreKey;
import io.bactrian.strategy.scoreboard.Tally;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON of models and canaries at work; null where nothing is known. */
final class ScoreViews {

  private ScoreViews() {}

  static Map<String, Object> row(ScoreKey key, Tally tally) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("strategy_version", key.version().orElse(null));
    view.put("use_case", key.useCase());
    view.put("model", key.model());
    view.put("choice", key.choice().label());
    view.putAll(calls(tally));
    return view;
  }

  static Map<String, Object> canary(CanaryStatus status) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("model", status.canary().model());
    view.put("use_case", status.canary().useCase().orElse(null));
    view.put("beside", status.rival());
    view.put("weight", status.weight());
    view.put("state", status.withdrawn().isPresent() ? "withdrawn" : "on-trial");
    view.put("withdrawn", status.withdrawn().map(ScoreViews::withdrawal).orElse(null));
    view.put("calls", calls(status.calls()));
    view.put("calls_beside", calls(status.rivalsCalls()));
    return view;
  }

  private static Map<String, Object> withdrawal(Withdrawal withdrawal) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("reason", withdrawal.reason());
    view.put("by", withdrawal.by());
    view.put("at", withdrawal.at().toString());
    return view;
  }

  private static Map<String, Object> calls(Tally tally) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("calls", tally.calls());
    view.put("failures", tally.failures());
    view.put("error_percent", Math.round(tally.failurePercent() * 100) / 100.0);
    view.put("latency_p50_ms", millis(tally.latencies(), 50));
    view.put("latency_p95_ms", millis(tally.latencies(), 95));
    view.put("first_content_p50_ms", millis(tally.firstContents(), 50));
    view.put("first_content_p95_ms", millis(tally.firstContents(), 95));
    view.put("input_tokens", tally.inputTokens());
    view.put("output_tokens", tally.outputTokens());
    view.put("cost_usd", tally.cost().isPresent() ? tally.cost().getAsDouble() : null);
    return view;
  }

  private static Double millis(Latencies times, int percent) {
    return times.percentile(percent).map(time -> time.toNanos() / 100_000 / 10.0).orElse(null);
  }
}
