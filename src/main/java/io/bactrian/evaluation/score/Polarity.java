package io.bactrian.evaluation.score;

import java.util.Set;

/** How often two sentences turn each other round: by negations, opposites and swapped roles. */
final class Polarity {

  private static final double SAME_SUBJECT = 1.0 / 3;

  private final Opposites opposites = new Opposites();
  private final Roles roles = new Roles(opposites);

  /** Twice turned round is the same again: "not open" is "closed". */
  boolean turned(Sentence one, Sentence other) {
    long turns =
        negations(one, other.content())
            + negations(other, one.content())
            + opposed(one.content(), other.content())
            + (roles.swapped(one, other) ? 1 : 0);
    return turns % 2 != 0;
  }

  /** A clause that is about something else denies nothing of the other sentence. */
  private long negations(Sentence sentence, Set<String> other) {
    return sentence.clauses().stream()
        .filter(clause -> about(clause, other))
        .mapToLong(Sentence.Clause::negations)
        .sum();
  }

  private boolean about(Sentence.Clause clause, Set<String> other) {
    long common =
        clause.stems().stream().filter(stem -> opposites.sameOrOpposite(stem, other)).count();
    return common > SAME_SUBJECT * clause.stems().size();
  }

  private long opposed(Set<String> one, Set<String> other) {
    return one.stream()
        .filter(stem -> !other.contains(stem))
        .filter(
            stem ->
                other.stream().anyMatch(word -> !one.contains(word) && opposites.are(stem, word)))
        .count();
  }
}
