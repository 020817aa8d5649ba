package io.bactrian.evaluation.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.ModelResult;
import io.bactrian.evaluation.ScoredTrial;
import io.bactrian.evaluation.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is best, and whether that can be said at all; the expected values are computed by hand. */
final class RankingTest {

  private static final Instant AT = Instant.parse("2026-11-21T00:00:00Z");

  private static Evaluation rank(List<ScoredTrial> trials) {
    return new Ranking(Map.of("a", "maker.a-v1"), Weights.DEFAULT, new SplittableRandom(7))
        .of("mine", AT, trials);
  }

  private static ScoredTrial answer(
      String model, String useCase, int question, double similarity, int millis) {
    return scored(
        model, useCase, question, Optional.empty(), OptionalDouble.of(similarity), millis);
  }

  private static ScoredTrial scored(
      String model,
      String useCase,
      int question,
      Optional<String> failure,
      OptionalDouble similarity,
      int millis) {
    Trial trial =
        new Trial(
            useCase + question,
            useCase,
            model,
            "all",
            question % 2,
            failure.isPresent() ? "" : "text",
            failure,
            Duration.ofMillis(millis),
            failure.isPresent() ? Optional.empty() : Optional.of(Duration.ofMillis(millis / 2)),
            100,
            10);
    return new ScoredTrial(
        trial,
        similarity,
        similarity,
        similarity.isPresent() ? OptionalDouble.empty() : OptionalDouble.of(0.25),
        OptionalDouble.of(failure.isPresent() ? 0 : 0.002));
  }

  private static List<ScoredTrial> small() {
    return List.of(
        answer("a", "x", 0, 0.9, 1000),
        answer("a", "x", 1, 0.7, 2000),
        answer("a", "y", 2, 0.8, 3000),
        scored("a", "y", 3, Optional.of("503"), OptionalDouble.of(0), 9000),
        answer("b", "x", 0, 0.5, 400),
        answer("b", "x", 1, 0.5, 600),
        answer("b", "y", 2, 0.5, 500),
        scored("b", "y", 3, Optional.empty(), OptionalDouble.empty(), 500));
  }

  @Test
  void figures_are_those_of_the_formulas() {
    Evaluation evaluation = rank(small());
    assertThat(evaluation.dataSet()).isEqualTo("mine");
    assertThat(evaluation.repeats()).isEqualTo(2);
    ModelResult a = evaluation.overall().get(1);
    assertThat(a.modelId()).isEqualTo("maker.a-v1");
    assertThat(a.trials()).isEqualTo(4);
    assertThat(a.failures()).isEqualTo(1);
    assertThat(a.quality().mean()).isCloseTo((0.9 + 0.7 + 0.8) / 4, within(1e-9));
    assertThat(a.meanLatency()).isEqualTo(Duration.ofSeconds(2));
    assertThat(a.p50()).isEqualTo(Duration.ofSeconds(2));
    assertThat(a.p95()).isEqualTo(Duration.ofSeconds(3));
    assertThat(a.timeToFirstTokenP50()).isEqualTo(Duration.ofSeconds(1));
    assertThat(a.latencyScore()).isZero();
    assertThat(a.overall().mean()).isCloseTo(0.7 * 0.6, within(1e-9));
    assertThat(a.costPerThousand().orElseThrow()).isCloseTo(2, within(1e-9));
    ModelResult b = evaluation.overall().get(0);
    assertThat(b.modelId()).isEqualTo("b");
    assertThat(b.quality().mean()).isCloseTo((0.5 + 0.5 + 0.5 + 0.25) / 4, within(1e-9));
    assertThat(b.assertionsPassed()).hasValue(0.25);
    assertThat(b.latencyScore()).isCloseTo(0.75, within(1e-9));
    assertThat(b.overall().mean()).isCloseTo(0.7 * 0.4375 + 0.3 * 0.75, within(1e-9));
    assertThat(b.rank()).isEqualTo(1);
  }

  @Test
  void every_use_case_has_ranks_and_a_slowest_model_of_its_own() {
    List<ModelResult> rows = rank(small()).byUseCase();
    assertThat(rows).extracting(ModelResult::useCase).containsExactly("x", "x", "y", "y");
    assertThat(rows).extracting(ModelResult::rank).containsExactly(1, 2, 1, 2);
    ModelResult b = rows.stream().filter(row -> row.model().equals("b")).findFirst().orElseThrow();
    assertThat(b.latencyScore()).isCloseTo(1 - 0.5 / 1.5, within(1e-9));
  }

  @Test
  void a_few_questions_tell_nothing_of_who_is_best() {
    assertThat(rank(small()).overall()).allMatch(ModelResult::tiedWithBest);
  }

  /** Both answer in the same time, with the noise of a seeded generator on their quality. */
  private static List<ScoredTrial> noisy(double better) {
    Random random = new Random(3);
    List<ScoredTrial> trials = new ArrayList<>();
    for (int question = 0; question < 60; question++) {
      double hard = 0.4 + 0.4 * random.nextDouble();
      trials.add(answer("a", "x", question, hard + 0.1 * random.nextGaussian(), 1000));
      trials.add(answer("b", "x", question, hard + better + 0.1 * random.nextGaussian(), 1000));
    }
    return trials;
  }

  @ParameterizedTest
  @CsvSource({"0, true", "0.01, true", "0.08, false", "0.2, false"})
  void a_difference_within_the_noise_is_a_tie_and_a_real_one_is_not(double better, boolean tied) {
    List<ModelResult> rows = rank(noisy(better)).overall();
    assertThat(rows.get(0).tiedWithBest()).isTrue();
    assertThat(rows.get(1).tiedWithBest()).isEqualTo(tied);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.quality().low()).isLessThan(row.quality().mean());
              assertThat(row.quality().high()).isGreaterThan(row.quality().mean());
            });
  }

  @Test
  void the_interval_of_a_mean_is_that_of_its_standard_error() {
    List<ScoredTrial> trials = noisy(0);
    double[] values =
        trials.stream()
            .filter(one -> one.trial().model().equals("a"))
            .mapToDouble(one -> one.similarity().orElseThrow())
            .toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum()
            / (values.length - 1);
    double expected = 2 * 1.96 * Math.sqrt(variance / values.length);
    ModelResult a =
        rank(trials).overall().stream().filter(row -> row.model().equals("a")).findFirst().get();
    assertThat(a.quality().high() - a.quality().low()).isCloseTo(expected, within(0.1 * expected));
  }

  @Test
  void the_order_of_trials_changes_nothing() {
    List<ScoredTrial> shuffled = new ArrayList<>(noisy(0.02));
    Collections.shuffle(shuffled, new Random(1));
    assertThat(rank(shuffled).overall()).isEqualTo(rank(noisy(0.02)).overall());
  }

  @Test
  void a_model_that_never_answers_is_not_fast() {
    List<ScoredTrial> trials = new ArrayList<>(small());
    trials.add(scored("c", "x", 0, Optional.of("timeout"), OptionalDouble.of(0), 0));
    ModelResult last = rank(trials).overall().getLast();
    assertThat(last.model()).isEqualTo("c");
    assertThat(last.overall().mean()).isZero();
    assertThat(last.p95()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0.7, 0.4", "-0.1, 1.1", "NaN, 1"})
  void weights_are_shares_of_one(double quality, double latency) {
    assertThatThrownBy(() -> new Weights(quality, latency))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 together");
  }
}
