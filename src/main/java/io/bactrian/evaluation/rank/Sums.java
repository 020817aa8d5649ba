package io.bactrian.evaluation.rank;

import io.bactrian.evaluation.ScoredTrial;

/**
 * What a mean of trials needs, for one case or many.
 *
 * @param seconds of all answers together, of which there are {@code answers}
 */
record Sums(int trials, double quality, int answers, double seconds) {

  static final Sums NONE = new Sums(0, 0, 0, 0);

  static Sums of(ScoredTrial scored) {
    boolean answered = scored.trial().failure().isEmpty();
    return new Sums(
        1,
        answered ? scored.similarity().orElse(scored.assertionsPassed().orElse(0)) : 0,
        answered ? 1 : 0,
        answered ? scored.trial().latency().toNanos() / 1e9 : 0);
  }

  Sums plus(Sums other) {
    return new Sums(
        trials + other.trials,
        quality + other.quality,
        answers + other.answers,
        seconds + other.seconds);
  }

  double meanQuality() {
    return trials == 0 ? 0 : quality / trials;
  }

  double meanSeconds() {
    return answers == 0 ? 0 : seconds / answers;
  }

  /**
   * @param slowest mean seconds of the slowest model
   * @return 0 where nothing was answered, as no answer is not a fast one
   */
  double latencyScore(double slowest) {
    return answers == 0 || slowest <= 0 ? 0 : 1 - meanSeconds() / slowest;
  }
}
