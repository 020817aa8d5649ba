package io.bactrian.evaluation.report;

import io.bactrian.evaluation.ModelResult;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What quality is plotted against. */
enum PlotAxis {
  LATENCY(
      "latency",
      "mean latency in seconds (less is better)",
      result -> OptionalDouble.of(result.meanLatency().toNanos() / 1e9)),
  COST("cost", "US dollars per 1,000 calls (less is better)", ModelResult::costPerThousand);

  private final String label;
  private final String title;
  private final Function<ModelResult, OptionalDouble> value;

  PlotAxis(String label, String title, Function<ModelResult, OptionalDouble> value) {
    this.label = label;
    this.title = title;
    this.value = value;
  }

  String label() {
    return label;
  }

  String title() {
    return title;
  }

  /** Empty for a result that has no place in the plot. */
  OptionalDouble value(ModelResult result) {
    return result.failures() == result.trials() ? OptionalDouble.empty() : value.apply(result);
  }
}
