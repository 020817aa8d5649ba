package io.bactrian.fallback;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which models understand a body in another model's own format: those of the same family of the
 * same provider, as their ids name it after an optional prefix of an inference profile. An ARN that
 * ends without such a name tells nothing.
 */
final class BodyFormat {

  private static final Pattern FAMILY =
      Pattern.compile(
          "(?:.*/)?(?:(?:us|us-gov|eu|apac|ap|au|jp|ca|sa|me|af|global)\\.)?"
              + "([a-z0-9]+\\.[a-z]+)[^/]*");

  private BodyFormat() {}

  static boolean isShared(String modelId, String otherModelId) {
    Optional<String> family = family(modelId);
    return family.isPresent() && family.equals(family(otherModelId));
  }

  private static Optional<String> family(String modelId) {
    Matcher id = FAMILY.matcher(modelId);
    return id.matches() ? Optional.of(id.group(1)) : Optional.empty();
  }
}
