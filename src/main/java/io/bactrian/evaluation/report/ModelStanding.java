package io.bactrian.evaluation.report;

import io.bactrian.evaluation.ModelResult;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A model in all its regions together: means that are weighted by trials.
 *
 * @param latencySeconds mean
 * @param answered whether it answered at all
 * @param tiedWithBest whether it is so in any region
 */
record ModelStanding(
    String model,
    double quality,
    double latencySeconds,
    double latencyScore,
    double overall,
    boolean answered,
    boolean tiedWithBest) {

  /** The models of results of one use case, best first. */
  static List<ModelStanding> of(List<ModelResult> results) {
    Map<String, List<ModelResult>> byModel =
        results.stream()
            .collect(
                Collectors.groupingBy(ModelResult::model, LinkedHashMap::new, Collectors.toList()));
    return byModel.entrySet().stream()
        .map(entry -> merged(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(ModelStanding::overall).reversed())
        .toList();
  }

  private static ModelStanding merged(String model, List<ModelResult> regions) {
    double trials = Math.max(1, regions.stream().mapToInt(ModelResult::trials).sum());
    double quality = 0;
    double latency = 0;
    double latencyScore = 0;
    double overall = 0;
    for (ModelResult region : regions) {
      double weight = region.trials() / trials;
      quality += weight * region.quality().mean();
      latency += weight * region.meanLatency().toNanos() / 1e9;
      latencyScore += weight * region.latencyScore();
      overall += weight * region.overall().mean();
    }
    return new ModelStanding(
        model,
        quality,
        latency,
        latencyScore,
        overall,
        regions.stream().anyMatch(region -> region.failures() < region.trials()),
        regions.stream().anyMatch(ModelResult::tiedWithBest));
  }
}
