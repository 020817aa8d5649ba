package io.bactrian.scenario.resilience;

import java.util.List;
import java.util.stream.Stream;

/** All scenarios. */
final class Scenarios {

  private Scenarios() {}

  static List<Scenario> all(Form form) {
    return Stream.of(
            new RegionScenarios(form).all(),
            new StreamScenarios(form).all(),
            new OutageScenarios(form).all(),
            new StoreScenarios(form).all(),
            List.of(new StampedeScenario(form).scenario()))
        .flatMap(List::stream)
        .toList();
  }
}
