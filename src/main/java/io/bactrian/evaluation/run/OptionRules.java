package io.bactrian.evaluation.run;

import java.util.List;
import java.util.Optional;

/** What options may say, each alone and together. */
public final class OptionRules {

  private static final double QUALITY_WEIGHT = 0.7;
  private static final int MOST_REPEATS = 100;
  private static final int MOST_AT_ONCE = 1_000;

  private OptionRules() {}

  /**
   * Refuses what cannot be done.
   *
   * @throws IllegalArgumentException naming the option and what is allowed
   */
  public static void check(EvaluateOptions options) {
    range("--repeats", options.repeats(), MOST_REPEATS);
    range("--concurrency", options.concurrency(), MOST_AT_ONCE);
    options.budgetCalls().ifPresent(calls -> range("--budget-calls", calls, Integer.MAX_VALUE));
    options.budgetUsd().ifPresent(usd -> refuse(!(usd > 0), "--budget-usd", usd, "more than 0"));
    weight("--quality-weight", options.qualityWeight());
    weight("--latency-weight", options.latencyWeight());
    double sum = qualityWeight(options) + options.latencyWeight().orElse(0.0);
    refuse(
        options.latencyWeight().isPresent() && Math.abs(sum - 1) > 1e-9,
        "--latency-weight",
        options.latencyWeight().orElse(0.0),
        "what --quality-weight leaves to 1");
    boolean elsewhere = options.gateway().isPresent();
    refuse(
        elsewhere && !options.regions().equals(List.of(EvaluateOptions.ALL)),
        "--regions",
        String.join(",", options.regions()),
        "all, as a running gateway chooses regions itself");
    refuse(options.resume() && options.out().isEmpty(), "--resume", "true", "with --out only");
    boolean applies = options.apply() || options.applyTo().isPresent();
    refuse(options.compare() && applies, "--compare", "true", "not with --apply or --apply-to");
    boolean asks = elsewhere || options.resume() || limitsBudget(options);
    refuse(
        options.shadow().isPresent() && (asks || applies || options.compare()),
        "--shadow",
        options.shadow().orElse(null),
        "with --out, --prices, --seed and the weights only, as nobody is asked and the live answer"
            + " is the measure");
  }

  /** Share of quality in the overall score; the rest is that of latency. */
  public static double qualityWeight(EvaluateOptions options) {
    return options
        .qualityWeight()
        .orElseGet(() -> options.latencyWeight().map(other -> 1 - other).orElse(QUALITY_WEIGHT));
  }

  private static boolean limitsBudget(EvaluateOptions options) {
    return options.budgetCalls().isPresent() || options.budgetUsd().isPresent();
  }

  private static void range(String option, int value, int most) {
    refuse(value < 1 || value > most, option, value, "1 to " + most);
  }

  private static void weight(String option, Optional<Double> value) {
    value.ifPresent(given -> refuse(!(given >= 0 && given <= 1), option, given, "0 to 1"));
  }

  private static void refuse(boolean wrong, String option, Object value, String allowed) {
    if (wrong) {
      throw new IllegalArgumentException(
          "option " + option + " is '" + value + "'; allowed: " + allowed);
    }
  }
}
