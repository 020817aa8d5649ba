package io.bactrian.evaluation.score;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;

/** Whether a text begins with yes or no, which decides whatever the rest of it denies. */
enum Lead {
  YES,
  NO,
  NEITHER;

  private static final Pattern BEGINNING =
      Pattern.compile(
          "^\\W*(?:(?:sorry|unfortunately|i'm sorry|i am sorry|i'm afraid|i am afraid)[, ]+(?:but )?)?"
              + "(?:(yes|no) *(?:$|[^\\pL\\d ])|not *[.,;:!])");

  static Lead of(String text) {
    Matcher matcher = BEGINNING.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.find()) {
      return NEITHER;
    }
    return "yes".equals(matcher.group(1)) ? YES : NO;
  }
}
