package io.bactrian.evaluation.rank;

import io.bactrian.evaluation.ModelResult;
import io.bactrian.evaluation.ScoredTrial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ranks of all contestants, in one use case or in all. */
final class Table {

  private static final double MEDIAN = 0.5;
  private static final double P95 = 0.95;
  private static final double THOUSAND = 1_000;

  private final String useCase;
  private final List<Contestant> contestants;
  private final Weights weights;
  private final double slowest;
  private final Resampling resampling;

  Table(String useCase, List<ScoredTrial> trials, Weights weights, RandomGenerator random) {
    this.useCase = useCase;
    this.weights = weights;
    contestants =
        trials.stream().collect(Collectors.groupingBy(Contestant.Name::of)).entrySet().stream()
            .map(entry -> new Contestant(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparing((Contestant one) -> one.name().model())
                    .thenComparing(one -> one.name().region()))
            .toList();
    slowest = Resampling.slowest(contestants.stream().map(Contestant::sums).toArray(Sums[]::new));
    resampling = new Resampling(contestants, weights, random);
  }

  List<ModelResult> rows(Map<String, String> modelIds) {
    List<Integer> order =
        IntStream.range(0, contestants.size())
            .boxed()
            .sorted(Comparator.comparingDouble(this::overall).reversed())
            .toList();
    List<ModelResult> rows = new ArrayList<>();
    for (int who : order) {
      boolean tied = who == order.getFirst() || resampling.tied(who, order.getFirst());
      rows.add(row(who, modelIds, rows.size() + 1, tied));
    }
    return rows;
  }

  private double overall(int who) {
    Sums sums = contestants.get(who).sums();
    return weights.overall(sums.meanQuality(), sums.latencyScore(slowest));
  }

  private ModelResult row(int who, Map<String, String> modelIds, int rank, boolean tied) {
    Contestant one = contestants.get(who);
    Sums sums = one.sums();
    OptionalDouble cost = one.costPerAnswer();
    return new ModelResult(
        one.name().model(),
        modelIds.getOrDefault(one.name().model(), one.name().model()),
        one.name().region(),
        useCase,
        one.trials(),
        one.failures(),
        resampling.quality(who, sums.meanQuality()),
        one.mean(ScoredTrial::lexicalOverlap),
        one.mean(ScoredTrial::assertionsPassed),
        Duration.ofNanos(Math.round(sums.meanSeconds() * 1e9)),
        Percentile.of(one.latencies(), MEDIAN),
        Percentile.of(one.latencies(), P95),
        Percentile.of(one.timesToFirstToken(), MEDIAN),
        cost.isPresent() ? OptionalDouble.of(cost.getAsDouble() * THOUSAND) : cost,
        sums.latencyScore(slowest),
        resampling.overall(who, overall(who)),
        rank,
        tied);
  }
}
