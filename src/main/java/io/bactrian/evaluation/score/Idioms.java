package io.bactrian.evaluation.score;

import com.google.re2j.Pattern;
import java.util.List;

/** Turns of phrase in which "no" and "not" do not deny, said plainly. */
final class Idioms {

  private record Idiom(Pattern found, String plain) {

    static Idiom of(String found, String plain) {
      return new Idiom(Pattern.compile(found), plain);
    }
  }

  private static final List<Idiom> ALL =
      List.of(
          Idiom.of("\\x{2019}", "'"),
          Idiom.of("\\bcan't\\b|\\bcannot\\b", "can not"),
          Idiom.of("\\bwon't\\b", "will not"),
          Idiom.of("n't\\b", " not"),
          Idiom.of(
              "\\b(at no|with no|for no|without|without any|free of)( \\pL+)? (cost|charge|fee)s?\\b",
              "free"),
          Idiom.of(
              "\\bwithout( any)? (harm|damage|problem|trouble|difficulty|effort|delay)s?\\b", ""),
          Idiom.of("\\bout of (order|service)\\b", "not working"),
          Idiom.of("\\bout of stock\\b", "not in stock"),
          Idiom.of("\\bnot (take|need) (too |very )?long\\b", "quick"),
          Idiom.of("\\bpays? nothing\\b", "free"),
          Idiom.of("\\b(nobody|no one|none|nothing) (but|except|other than)\\b", "only"),
          Idiom.of("\\bnot (only|just|merely)\\b|\\bno (doubt|matter|wonder)\\b", ""),
          Idiom.of("\\bno (upper )?limits?\\b", "unlimited"),
          Idiom.of("\\b(no|not) (\\pL+er|more|less) than\\b", "within"),
          Idiom.of("\\bnot\\b((?: \\pL+){0,4}) (before|until)\\b", "$1 after"),
          Idiom.of("\\bnot\\b((?: \\pL+){0,4}) (more|less|fewer) than\\b", "$1 within"));

  private Idioms() {}

  /**
   * @param text in lower case
   */
  static String plain(String text) {
    String plain = text;
    for (Idiom idiom : ALL) {
      plain = idiom.found().matcher(plain).replaceAll(idiom.plain());
    }
    return plain;
  }
}
