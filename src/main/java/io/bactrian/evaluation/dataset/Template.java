package io.bactrian.evaluation.dataset;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Map;

/** A text of promptfoo with {@code {{names}}} in the places of values. */
final class Template {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final Pattern NAME = Pattern.compile("[\\w.-]+");

  private Template() {}

  /** A name that a value brings stays as it is. */
  static String fill(Place place, String text, Map<String, String> values) {
    if (text.contains("{%")) {
      throw place.refuse("'{%' is not understood; allowed are names of vars as in {{name}}");
    }
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1).strip();
      if (!NAME.matches(name) || !values.containsKey(name)) {
        throw place.refuse(
            "'{{"
                + name
                + "}}' is unknown; allowed are the names of vars: "
                + Place.inOrder(values.keySet()));
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(values.get(name)));
    }
    return matcher.appendTail(filled).toString();
  }
}
