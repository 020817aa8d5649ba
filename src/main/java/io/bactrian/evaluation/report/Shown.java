package io.bactrian.evaluation.report;

import io.bactrian.evaluation.Estimate;
import io.bactrian.evaluation.ModelResult;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers and names as a reader of a report sees them. */
final class Shown {

  private static final String NOTHING = "–";
  private static final String ALL_REGIONS = "all";

  private Shown() {}

  static String name(ModelResult result) {
    return name(result.model(), result.region());
  }

  static String name(String model, String region) {
    return region.equals(ALL_REGIONS) ? model : model + " in " + region;
  }

  static String score(double score) {
    return String.format(Locale.ROOT, "%.3f", score);
  }

  static String score(OptionalDouble score) {
    return score.isPresent() ? score(score.getAsDouble()) : NOTHING;
  }

  static String interval(Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "<b>%.3f</b> <small>%.3f–%.3f</small>",
        estimate.mean(),
        estimate.low(),
        estimate.high());
  }

  static String seconds(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    return String.format(Locale.ROOT, seconds < 1 ? "%.3f\u00a0s" : "%.2f\u00a0s", seconds);
  }

  static String dollars(OptionalDouble dollars) {
    return dollars.isPresent()
        ? String.format(Locale.ROOT, "$%.3f", dollars.getAsDouble())
        : NOTHING;
  }
}
