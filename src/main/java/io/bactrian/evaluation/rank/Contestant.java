package io.bactrian.evaluation.rank;

import io.bactrian.evaluation.ScoredTrial;
import io.bactrian.evaluation.Trial;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All trials of a model in a region. */
final class Contestant {

  /** What the same contestant has in common in every table. */
  record Name(String model, String region) {

    static Name of(ScoredTrial scored) {
      return new Name(scored.trial().model(), scored.trial().region());
    }
  }

  /** Sums of the same numbers in another order differ in their last digit. */
  private static final Comparator<ScoredTrial> ORDER =
      Comparator.comparing((ScoredTrial scored) -> scored.trial().caseId())
          .thenComparing(scored -> scored.trial().repeat());

  private final Name name;
  private final List<ScoredTrial> trials;
  private final Map<String, Sums> byCase;

  Contestant(Name name, List<ScoredTrial> trials) {
    this.name = name;
    this.trials = trials.stream().sorted(ORDER).toList();
    byCase =
        this.trials.stream()
            .collect(
                Collectors.toMap(
                    scored -> scored.trial().caseId(), Sums::of, Sums::plus, TreeMap::new));
  }

  Name name() {
    return name;
  }

  int trials() {
    return trials.size();
  }

  Map<String, Sums> byCase() {
    return byCase;
  }

  Sums sums() {
    return byCase.values().stream().reduce(Sums.NONE, Sums::plus);
  }

  List<Duration> latencies() {
    return answers().stream().map(Trial::latency).toList();
  }

  List<Duration> timesToFirstToken() {
    return answers().stream().flatMap(trial -> trial.timeToFirstToken().stream()).toList();
  }

  int failures() {
    return trials.size() - answers().size();
  }

  OptionalDouble mean(Function<ScoredTrial, OptionalDouble> measure) {
    return mean(scored -> true, measure);
  }

  /** Of the answers alone: what failed is not billed, and would make a model look cheap. */
  OptionalDouble costPerAnswer() {
    return mean(scored -> scored.trial().failure().isEmpty(), ScoredTrial::costUsd);
  }

  private OptionalDouble mean(
      Predicate<ScoredTrial> which, Function<ScoredTrial, OptionalDouble> measure) {
    return trials.stream()
        .filter(which)
        .map(measure)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }

  private List<Trial> answers() {
    return trials.stream()
        .map(ScoredTrial::trial)
        .filter(trial -> trial.failure().isEmpty())
        .toList();
  }
}
