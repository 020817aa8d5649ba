package io.bactrian.evaluation.score;

import java.util.Locale;
import java.util.Set;

/** What words of English are to the judgement of contradictions. */
final class Words {

  private static final Set<String> EMPTY =
      Set.of(
          ("a an the this that these those it its they them their there he she his her we us our i you"
                  + " your who which what is are was were be been being am do does did done has have"
                  + " had having will would shall should can could may might must of in at by for with"
                  + " from into onto about as so and or if when while because since but although"
                  + " though then than also too very just only even still such any each per yes"
                  + " please s t re ve ll d m")
              .split(" "));

  private static final Set<String> NEGATIONS =
      Set.of(
          ("not no never none nobody nothing neither nor nowhere without hardly unable impossible"
                  + " forbid forbidden forbade prohibit ban exclud refus reject deni fail lack miss except ceas stop discontinu")
              .split(" "));

  private Words() {}

  static boolean isEmpty(String word) {
    return EMPTY.contains(word);
  }

  static boolean negates(String word) {
    return NEGATIONS.contains(word) || NEGATIONS.contains(stem(word));
  }

  /**
   * Endings of verbs and nouns off, so that forms of a word are alike; the rest need be no word.
   */
  static String stem(String word) {
    String stem = word.toLowerCase(Locale.ROOT);
    for (String ending : new String[] {"ment", "ing", "ied", "ies", "ed", "es", "s", "ly"}) {
      if (stem.endsWith(ending) && stem.length() - ending.length() >= 3 && !stem.endsWith("ss")) {
        stem =
            stem.substring(0, stem.length() - ending.length())
                + (ending.startsWith("ie") ? "i" : "");
        break;
      }
    }
    if (stem.length() > 3 && (stem.endsWith("e") || stem.endsWith("y"))) {
      stem = stem.substring(0, stem.length() - 1) + (stem.endsWith("y") ? "i" : "");
    }
    int last = stem.length() - 1;
    boolean doubled = last > 2 && stem.charAt(last) == stem.charAt(last - 1);
    return doubled ? stem.substring(0, last) : stem;
  }
}
