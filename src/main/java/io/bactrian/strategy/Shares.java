package io.bactrian.strategy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Splits calls among models by weight. */
final class Shares {

  private Shares() {}

  /**
   * The model whose share a call falls into; empty where there are no shares.
   *
   * @param chance from 0 to below 1
   */
  static Optional<String> pick(Map<String, Integer> weights, double chance) {
    if (weights.isEmpty()) {
      return Optional.empty();
    }
    long sum = weights.values().stream().mapToLong(Integer::longValue).sum();
    double left = chance * sum;
    for (var share : new TreeMap<>(weights).entrySet()) {
      left -= share.getValue();
      if (left < 0) {
        return Optional.of(share.getKey());
      }
    }
    return Optional.empty();
  }
}
