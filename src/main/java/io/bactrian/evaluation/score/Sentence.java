package io.bactrian.evaluation.score;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is said in a sentence, as stems and negations.
 *
 * @param passive whether something is done to its subject
 */
record Sentence(List<Clause> clauses, boolean passive) {

  /** Its words that mean something, in order, and how often it says no. */
  record Clause(List<String> stems, long negations) {

    Set<String> content() {
      return stems.stream().filter(stem -> !stem.equals(TO)).collect(Collectors.toSet());
    }
  }

  /** In the order of words, what stands between two places; it is no content of its own. */
  static final String TO = "to";

  private static final Pattern END = Pattern.compile("[.!?]+(\\s+|$)|\\n+");
  private static final Pattern CLAUSE =
      Pattern.compile(
          "[,;:()\\x{2013}\\x{2014}]\\s|\\b(if|unless|because|as|when|while|but|although|though|since)\\b");
  private static final Pattern WORD = Pattern.compile("\\d+(?:[.,:]\\d+)*|\\pL+");
  private static final Pattern PASSIVE =
      Pattern.compile(
          "\\b(is|are|was|were|be|been|being|gets?|got)( not)?( \\pL+ly)? (\\pL+(ed|en)|paid|made|sent|kept|sold|held|bought|built|lent|told|done|shown)\\b");

  static List<Sentence> all(String text) {
    List<Sentence> sentences = new ArrayList<>();
    for (String sentence : END.split(Idioms.plain(text.toLowerCase(Locale.ROOT)))) {
      Sentence read = of(sentence);
      if (!read.content().isEmpty()) {
        sentences.add(read);
      }
    }
    return sentences;
  }

  private static Sentence of(String sentence) {
    List<Clause> clauses = new ArrayList<>();
    for (String clause : CLAUSE.split(sentence)) {
      List<String> words = words(clause);
      long negations = words.stream().filter(Words::negates).count();
      List<String> stems =
          words.stream()
              .filter(word -> !Words.isEmpty(word) && !Words.negates(word))
              .map(Words::stem)
              .toList();
      clauses.add(new Clause(stems, negations));
    }
    return new Sentence(clauses, PASSIVE.matcher(sentence).find());
  }

  private static List<String> words(String clause) {
    List<String> words = new ArrayList<>();
    for (Matcher matcher = WORD.matcher(clause); matcher.find(); ) {
      words.add(matcher.group());
    }
    return words;
  }

  Set<String> content() {
    return clauses.stream()
        .flatMap(clause -> clause.content().stream())
        .collect(Collectors.toSet());
  }
}
