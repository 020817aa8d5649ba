package io.bactrian.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {

  private static String verdict(SampleEvaluation evaluation) {
    return Verdict.of(evaluation.evaluation().overall());
  }

  @Test
  void a_clear_winner_is_called_best() {
    assertThat(verdict(new SampleEvaluation().overall("a", 0.9, 1).overall("b", 0.5, 1)))
        .isEqualTo("a is best, by more than the noise.");
  }

  @Test
  void a_lead_within_the_noise_is_not_called_a_win() {
    var close = new SampleEvaluation().overall("a", 0.9, 1).overall("b", 0.89, 1);
    assertThat(verdict(close))
        .isEqualTo("a scores highest; b is within the noise of it, so this is no win.");
    assertThat(verdict(close.overall("c", "eu-west-1", 0.88, 1, 9)))
        .isEqualTo(
            "a scores highest; b and c in eu-west-1 are within the noise of it, so this is no win.");
  }

  @Test
  void a_model_alone_is_not_called_best() {
    assertThat(verdict(new SampleEvaluation().overall("a", 0.9, 1)))
        .isEqualTo("a was asked alone, so nothing is known of which model is best.");
  }

  @Test
  void nobody_is_best_where_nobody_answered() {
    assertThat(verdict(new SampleEvaluation().overall("a", 0, 1).overall("b", 0, 1)))
        .isEqualTo("No model answered.");
  }
}
