package io.bactrian.simulator.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the simulated models know: each the expected answers to its share of the questions, always
 * the same ones for the same seed.
 *
 * @param rules the first that matches a model holds; a model without a rule knows all
 */
public record SimulatedKnowledge(AnswerSheet sheet, List<QualityRule> rules, long seed) {

  /** Says at the end of an answer, where it hardly changes its meaning, that nobody thought it. */
  private static final String MARK = " (simulated)";

  private static final double FIFTY_THREE_BITS = 0x1p53;

  public SimulatedKnowledge {
    rules = List.copyOf(rules);
  }

  public static SimulatedKnowledge none() {
    return new SimulatedKnowledge(AnswerSheet.empty(), List.of(), 0);
  }

  public SimulatedKnowledge with(QualityRule rule) {
    List<QualityRule> more = new ArrayList<>(rules);
    more.add(rule);
    return new SimulatedKnowledge(sheet, more, seed);
  }

  /** The answer of a model, right or wrong; empty for a question that is not on the sheet. */
  public Optional<String> answer(String region, String model, String prompt) {
    return sheet.expected(prompt).map(expected -> answer(region, model, prompt, expected));
  }

  private String answer(String region, String model, String prompt, String expected) {
    // By the question alone: what is hard for one is hard for all, so that a model of higher
    // quality knows all that one of lower quality knows, and ranks above it on any data set.
    long hash = mixed(seed + prompt.strip().hashCode());
    boolean known = (hash >>> 11) / FIFTY_THREE_BITS < quality(region, model);
    return (known ? expected : sheet.wrong(expected, mixed(hash + model.hashCode()))) + MARK;
  }

  private double quality(String region, String model) {
    return rules.stream()
        .filter(rule -> rule.scope().matches(region, model))
        .findFirst()
        .map(QualityRule::quality)
        .orElse(1.0);
  }

  /** The mixing function of SplitMix64: texts that differ little get numbers that differ much. */
  private static long mixed(long state) {
    long mixed = state + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
