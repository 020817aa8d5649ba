package io.bactrian.evaluation.report;

import java.util.List;
import java.util.stream.Collectors;

/** Texts in HTML. */
final class Html {

  private static final int LONGEST = 1200;

  private Html() {}

  /** A text that others wrote, so that it is nothing but text. */
  static String escaped(String text) {
    var safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        case '\n', '\t' -> safe.append(character);
        // Control characters, of which HTML allows none, and those that turn the direction of text.
        default -> safe.append(isUnseen(character) ? '\uFFFD' : character);
      }
    }
    return safe.toString();
  }

  /** The same, cut where it would drown the page. */
  static String excerpt(String text) {
    return text.length() <= LONGEST
        ? escaped(text)
        : escaped(text.substring(0, LONGEST))
            + " <em>… "
            + (text.length() - LONGEST)
            + " more</em>";
  }

  static String row(String cell, List<String> contents) {
    return contents.stream()
        .collect(
            Collectors.joining(
                "</" + cell + "><" + cell + ">", "<tr><" + cell + ">", "</" + cell + "></tr>\n"));
  }

  private static boolean isUnseen(char character) {
    return Character.isISOControl(character)
        || character >= '\u202A' && character <= '\u202E'
        || character >= '\u2066' && character <= '\u2069';
  }
}
