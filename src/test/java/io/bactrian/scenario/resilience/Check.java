package io.bactrian.scenario.resilience;

import java.util.function.Function;

/**
 * Something that must be true of a scenario's findings.
 *
 * @param claim in words
 * @param verdict whether it is so, and the figure that decides it
 */
record Check(String claim, Function<Findings, Verdict> verdict) {

  /** Whether a claim holds, and what was seen. */
  record Verdict(boolean holds, String seen) {}

  static Check atMost(String claim, double limit, Function<Findings, Number> figure) {
    return new Check(
        claim,
        findings -> {
          double seen = figure.apply(findings).doubleValue();
          return new Verdict(seen <= limit, Figures.shown(seen));
        });
  }

  static Check atLeast(String claim, double limit, Function<Findings, Number> figure) {
    return new Check(
        claim,
        findings -> {
          double seen = figure.apply(findings).doubleValue();
          return new Verdict(seen >= limit, Figures.shown(seen));
        });
  }

  static Check none(String claim, Function<Findings, Number> figure) {
    return atMost(claim, 0, figure);
  }
}
