package io.bactrian.config;

import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.ModelResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of an evaluation as a few lines for a terminal, best first. */
final class ResultLines {

  private static final String HEAD =
      "rank model                        region            overall  95 % interval  quality"
          + "       p50       p95    $/1000 failures";
  private static final double MILLIS = 1e3;

  private ResultLines() {}

  static List<String> of(Evaluation evaluation) {
    List<String> lines = new ArrayList<>();
    lines.add(HEAD);
    evaluation.overall().forEach(result -> lines.add(line(result)));
    return lines;
  }

  private static String line(ModelResult result) {
    String rank = result.rank() + (result.rank() > 1 && result.tiedWithBest() ? "=" : "");
    return String.format(
        Locale.ROOT,
        "%-4s %-28s %-16s %8.3f %15s %8.3f %9s %9s %9s %8d",
        rank,
        result.model(),
        result.region(),
        result.overall().mean(),
        String.format(Locale.ROOT, "%.3f to %.3f", result.overall().low(), result.overall().high()),
        result.quality().mean(),
        seconds(result.p50()),
        seconds(result.p95()),
        result.costPerThousand().isPresent()
            ? String.format(Locale.ROOT, "%.3f", result.costPerThousand().getAsDouble())
            : "?",
        result.failures());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f s", time.toMillis() / MILLIS);
  }
}
