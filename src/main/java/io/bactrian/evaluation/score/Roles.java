package io.bactrian.evaluation.score;

import java.util.List;
import java.util.Set;

/** Whether who does and who suffers have changed places: dog bites man, man bites dog. */
final class Roles {

  /** Farther apart, words have changed places because the sentence was built otherwise. */
  private static final int NEAR = 3;

  /** Those who change places do so among the same words; with others, it was said otherwise. */
  private static final double SAME_WORDS = 0.7;

  private final Opposites opposites;

  Roles(Opposites opposites) {
    this.opposites = opposites;
  }

  boolean swapped(Sentence one, Sentence other) {
    return one.passive() == other.passive()
        && one.clauses().stream()
            .anyMatch(clause -> other.clauses().stream().anyMatch(its -> swapped(clause, its)));
  }

  private boolean swapped(Sentence.Clause one, Sentence.Clause other) {
    return shared(one.content(), other.content()) >= SAME_WORDS
        && reversed(one.stems(), other.stems());
  }

  private double shared(Set<String> one, Set<String> other) {
    long shared = one.stream().filter(stem -> opposites.sameOrOpposite(stem, other)).count();
    return shared / (double) (one.size() + other.size() - shared);
  }

  /** Looks for three words of which the outer ones have changed places about the middle one. */
  private boolean reversed(List<String> one, List<String> other) {
    for (int middle = 1; middle < one.size() - 1; middle++) {
      for (int left = Math.max(0, middle - NEAR); left < middle; left++) {
        for (int right = middle + 1; right <= Math.min(one.size() - 1, middle + NEAR); right++) {
          if (names(one.get(left), one, other)
              && names(one.get(right), one, other)
              && around(other, one.get(right), one.get(middle), one.get(left))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean names(String stem, List<String> one, List<String> other) {
    return !stem.equals(Sentence.TO) && once(stem, one) && once(stem, other);
  }

  private static boolean once(String stem, List<String> stems) {
    return stems.indexOf(stem) >= 0 && stems.indexOf(stem) == stems.lastIndexOf(stem);
  }

  private boolean around(List<String> stems, String left, String middle, String right) {
    int from = stems.indexOf(left);
    int to = stems.indexOf(right);
    for (int at = Math.max(from + 1, to - NEAR); at < Math.min(to, from + NEAR + 1); at++) {
      if (stems.get(at).equals(middle) || opposites.are(stems.get(at), middle)) {
        return true;
      }
    }
    return false;
  }
}
