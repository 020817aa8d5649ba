package io.bactrian.simulator.quality;

import io.bactrian.simulator.scope.Scope;

/**
 * How often the models in a scope answer as expected.
 *
 * @param quality share of the questions, 0 to 1
 */
public record QualityRule(Scope scope, double quality) {

  public QualityRule {
    if (!(quality >= 0 && quality <= 1)) {
      throw new IllegalArgumentException("quality must be from 0 to 1, not " + quality);
    }
  }
}
