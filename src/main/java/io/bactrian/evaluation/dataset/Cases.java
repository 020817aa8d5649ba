package io.bactrian.evaluation.dataset;

import io.bactrian.evaluation.EvaluationCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what a file asks, and refuses what is asked twice or cannot be judged. */
final class Cases {

  static final String DEFAULT_USE_CASE = "general";

  private final String file;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<EvaluationCase> cases = new ArrayList<>();

  Cases(String file) {
    this.file = file;
  }

  void add(Place place, EvaluationCase added) {
    if (added.prompt().isBlank()) {
      throw place.refuse("'prompt' is blank");
    }
    if (added.expected().filter(text -> !text.isBlank()).isEmpty()
        && added.assertions().isEmpty()) {
      throw place.refuse("the answer cannot be judged; give 'expected' or an assertion, or both");
    }
    Integer before = lines.putIfAbsent(added.id(), place.line());
    if (before != null) {
      throw place.refuse("id '" + added.id() + "' is taken by line " + before + "; ids are unique");
    }
    cases.add(added);
  }

  List<EvaluationCase> all() {
    if (cases.isEmpty()) {
      throw new InvalidDataSet(file + " asks nothing; at least one question is needed");
    }
    return List.copyOf(cases);
  }
}
