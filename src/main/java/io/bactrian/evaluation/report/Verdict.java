package io.bactrian.evaluation.report;

import io.bactrian.evaluation.ModelResult;
import java.util.List;
import java.util.stream.Collectors;

/** What results say, in a sentence. */
final class Verdict {

  private Verdict() {}

  /** {@code results} are those of one use case, best first. */
  static String of(List<ModelResult> results) {
    if (results.stream().allMatch(result -> result.failures() == result.trials())) {
      return "No model answered.";
    }
    ModelResult best = results.getFirst();
    String name = Shown.name(best);
    if (results.size() == 1) {
      return name + " was asked alone, so nothing is known of which model is best.";
    }
    List<String> tied =
        results.stream().skip(1).filter(ModelResult::tiedWithBest).map(Shown::name).toList();
    return tied.isEmpty()
        ? name + " is best, by more than the noise."
        : "%s scores highest; %s %s within the noise of it, so this is no win."
            .formatted(name, joined(tied), tied.size() == 1 ? "is" : "are");
  }

  private static String joined(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : names.stream().limit(last).collect(Collectors.joining(", ")) + " and " + names.get(last);
  }
}
