package io.bactrian.simulator.latency;

import java.util.List;

/** The timing of every region and model: the first rule that matches, or else the default. */
public record TimingTable(List<TimingRule> rules, Timing otherwise) {

  public TimingTable {
    rules = List.copyOf(rules);
  }

  public Timing timing(String region, String model) {
    for (TimingRule rule : rules) {
      if (rule.scope().matches(region, model)) {
        return rule.timing();
      }
    }
    return otherwise;
  }
}
