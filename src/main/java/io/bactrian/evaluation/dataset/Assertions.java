package io.bactrian.evaluation.dataset;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.bactrian.evaluation.EvaluationCase.Assertion;
import io.bactrian.evaluation.EvaluationCase.Kind;
import java.util.Map;

/** The types of assertions by the names that files give them. */
final class Assertions {

  private static final Map<String, Kind> KINDS =
      Map.of(
          "equals", Kind.EQUALS,
          "contains", Kind.CONTAINS,
          "icontains", Kind.CONTAINS,
          "not-contains", Kind.NOT_CONTAINS,
          "not-icontains", Kind.NOT_CONTAINS,
          "regex", Kind.REGEX);

  private Assertions() {}

  static Assertion of(Place place, String type, String value, String alsoAllowed) {
    Kind kind = KINDS.get(type);
    if (kind == null) {
      throw place.refuse(
          "assertion type '"
              + type
              + "' is unknown; allowed are "
              + Place.inOrder(KINDS.keySet())
              + alsoAllowed);
    }
    if (value.isBlank()) {
      throw place.refuse("an assertion of type '" + type + "' needs a value that is not blank");
    }
    if (kind == Kind.REGEX) {
      compile(place, value);
    }
    return new Assertion(kind, value);
  }

  private static void compile(Place place, String value) {
    try {
      Pattern.compile(value);
    } catch (PatternSyntaxException invalid) {
      throw place.refuse(
          "'" + value + "' is no regular expression of RE2: " + invalid.getDescription());
    }
  }
}
