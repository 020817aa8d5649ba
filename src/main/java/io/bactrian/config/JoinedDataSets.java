package io.bactrian.config;

import io.bactrian.evaluation.EvaluationCase;
import io.bactrian.evaluation.dataset.DataSet;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Several data sets as one, whose cases are named after the data set that they are of. */
final class JoinedDataSets {

  private JoinedDataSets() {}

  /**
   * Reads one or more.
   *
   * @throws IllegalArgumentException when two have the same name
   */
  static DataSet read(List<Path> files) {
    List<DataSet> all = files.stream().map(DataSet::read).toList();
    if (all.size() == 1) {
      return all.getFirst();
    }
    List<String> names = all.stream().map(DataSet::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "option --data is " + names + "; allowed: files of different names");
    }
    List<EvaluationCase> cases =
        all.stream()
            .flatMap(data -> data.cases().stream().map(one -> named(data.name(), one)))
            .toList();
    return new DataSet(names.stream().collect(Collectors.joining("+")), cases);
  }

  private static EvaluationCase named(String dataSet, EvaluationCase one) {
    return new EvaluationCase(
        dataSet + ":" + one.id(),
        one.useCase(),
        one.prompt(),
        one.systemPrompt(),
        one.expected(),
        one.assertions());
  }
}
