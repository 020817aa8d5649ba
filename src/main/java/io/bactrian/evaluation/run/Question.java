package io.bactrian.evaluation.run;

import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A case to be put to a model.
 *
 * @param repeat 0 for the first time
 */
public record Question(EvaluationCase asked, String model, int repeat) {

  /**
   * All questions of a run. The cases come in any order, and for each of them all models in any
   * order, so that what changes while the run lasts changes for all models alike.
   *
   * @param models aliases
   */
  public static List<Question> all(
      List<EvaluationCase> cases, List<String> models, int repeats, RandomGenerator random) {
    List<Question> all = new ArrayList<>();
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (EvaluationCase one : shuffled(cases, random)) {
        for (String model : shuffled(models, random)) {
          all.add(new Question(one, model, repeat));
        }
      }
    }
    return all;
  }

  private static <T> List<T> shuffled(List<T> list, RandomGenerator random) {
    List<T> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  /** Whether a trial is the one that this question asks for, in whatever region it was. */
  public boolean isThatOf(Trial trial) {
    return asked.id().equals(trial.caseId())
        && model.equals(trial.model())
        && repeat == trial.repeat();
  }
}
