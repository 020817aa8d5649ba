package io.bactrian.evaluation.score;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The share of the expected words that an answer has: words are what is between spaces. */
final class LexicalOverlap {

  private LexicalOverlap() {}

  /** 0 to 1; 0 where no word is expected. */
  static double of(String expected, String answer) {
    Set<String> words = words(expected);
    Set<String> found = words(answer);
    return words.isEmpty()
        ? 0
        : (double) words.stream().filter(found::contains).count() / words.size();
  }

  private static Set<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
