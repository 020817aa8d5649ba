package io.bactrian.evaluation.score;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an answer says the contrary of what was expected, judged by rules for English. It is no
 * understanding: see docs/evaluation.md for what it misses.
 */
final class Contradiction {

  /** With less in common, two sentences are not about the same. */
  private static final double SAME_SUBJECT = 0.3;

  private final Polarity polarity = new Polarity();

  boolean between(String expected, String answer) {
    return otherQuantities(Quantities.of(expected), Quantities.of(answer))
        || otherwiseDecided(expected, answer);
  }

  private boolean otherwiseDecided(String expected, String answer) {
    Lead wanted = Lead.of(expected);
    Lead found = Lead.of(answer);
    if (wanted != Lead.NEITHER && found != Lead.NEITHER) {
      return wanted != found;
    }
    List<Sentence> wants = Sentence.all(expected);
    List<Sentence> answers = Sentence.all(answer);
    boolean alikeNo = wanted == Lead.NO && denies(answers) || found == Lead.NO && denies(wants);
    return !alikeNo && wants.stream().anyMatch(sentence -> turned(sentence, answers));
  }

  private static boolean denies(List<Sentence> sentences) {
    return sentences.stream()
        .flatMap(sentence -> sentence.clauses().stream())
        .anyMatch(clause -> clause.negations() > 0);
  }

  private boolean turned(Sentence sentence, List<Sentence> answers) {
    return counterpart(sentence, answers)
        .filter(other -> polarity.turned(sentence, other))
        .isPresent();
  }

  /** One that is missing says nothing, nor one that is added; one for another says the contrary. */
  private static boolean otherQuantities(List<Quantity> expected, List<Quantity> found) {
    List<Quantity> missing = without(expected, found);
    List<Quantity> added = without(found, expected);
    return missing.stream().anyMatch(one -> added.stream().anyMatch(one::comparable));
  }

  private static List<Quantity> without(List<Quantity> all, List<Quantity> others) {
    return all.stream().filter(one -> others.stream().noneMatch(one::says)).toList();
  }

  private static Optional<Sentence> counterpart(Sentence sentence, List<Sentence> answers) {
    return answers.stream()
        .filter(answer -> inCommon(sentence, answer) >= SAME_SUBJECT)
        .max(Comparator.comparingDouble(answer -> inCommon(sentence, answer)));
  }

  private static double inCommon(Sentence one, Sentence other) {
    Set<String> common = new HashSet<>(one.content());
    common.retainAll(other.content());
    return (double) common.size() / Math.min(one.content().size(), other.content().size());
  }
}
