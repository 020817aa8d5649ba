package io.bactrian.evaluation.score;

import com.google.re2j.Pattern;
import io.bactrian.evaluation.EvaluationCase.Assertion;
import java.util.Locale;

/** Whether an assertion holds of an answer. */
final class AssertionCheck {

  private AssertionCheck() {}

  static boolean holds(Assertion assertion, String answer) {
    return switch (assertion.kind()) {
      case EQUALS -> answer.strip().equals(assertion.value().strip());
      case CONTAINS -> contains(answer, assertion.value());
      case NOT_CONTAINS -> !contains(answer, assertion.value());
      case REGEX -> Pattern.compile(assertion.value()).matcher(answer).find();
    };
  }

  private static boolean contains(String answer, String value) {
    return answer.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
  }
}
