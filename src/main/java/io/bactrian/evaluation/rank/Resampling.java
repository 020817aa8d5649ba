package io.bactrian.evaluation.rank;

import io.bactrian.evaluation.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A bootstrap over cases: how the figures would vary with other questions of the same kind. All
 * contestants are drawn the same cases, so their differences vary less than they do themselves.
 */
final class Resampling {

  static final int TIMES = 2_000;

  /** With five cases, one that wins all of them does so by chance in more than 5 of 100. */
  private static final int FEWEST_CASES = 6;

  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private final int cases;

  /** By contestant, then by time. */
  private final double[][] quality;

  private final double[][] overall;

  Resampling(List<Contestant> contestants, Weights weights, RandomGenerator random) {
    Sums[][] drawn = draw(contestants, random);
    quality = new double[contestants.size()][TIMES];
    overall = new double[contestants.size()][TIMES];
    for (int time = 0; time < TIMES; time++) {
      double slowest = slowest(drawn[time]);
      for (int who = 0; who < contestants.size(); who++) {
        Sums sums = drawn[time][who];
        quality[who][time] = sums.meanQuality();
        overall[who][time] = weights.overall(sums.meanQuality(), sums.latencyScore(slowest));
      }
    }
    cases = cases(contestants).length;
  }

  static double slowest(Sums[] all) {
    return Arrays.stream(all).mapToDouble(Sums::meanSeconds).max().orElse(0);
  }

  private static String[] cases(List<Contestant> contestants) {
    TreeSet<String> ids = new TreeSet<>();
    contestants.forEach(contestant -> ids.addAll(contestant.byCase().keySet()));
    return ids.toArray(String[]::new);
  }

  private static Sums[][] draw(List<Contestant> contestants, RandomGenerator random) {
    String[] ids = cases(contestants);
    Sums[][] drawn = new Sums[TIMES][contestants.size()];
    for (Sums[] time : drawn) {
      Arrays.fill(time, Sums.NONE);
      for (int draws = 0; draws < ids.length; draws++) {
        String id = ids[random.nextInt(ids.length)];
        for (int who = 0; who < time.length; who++) {
          time[who] = time[who].plus(contestants.get(who).byCase().getOrDefault(id, Sums.NONE));
        }
      }
    }
    return drawn;
  }

  Estimate quality(int who, double mean) {
    return estimate(quality[who], mean);
  }

  Estimate overall(int who, double mean) {
    return estimate(overall[who], mean);
  }

  /** Whether the interval of their difference has 0 in it. */
  boolean tied(int who, int best) {
    double[] differences = new double[TIMES];
    Arrays.setAll(differences, time -> overall[best][time] - overall[who][time]);
    return cases < FEWEST_CASES
        || Percentile.of(differences, LOW) <= 0 && Percentile.of(differences, HIGH) >= 0;
  }

  private static Estimate estimate(double[] values, double mean) {
    return new Estimate(
        mean,
        Math.min(mean, Percentile.of(values, LOW)),
        Math.max(mean, Percentile.of(values, HIGH)));
  }
}
