package io.bactrian.fallback;

import io.bactrian.call.InferenceProfile;
import io.bactrian.call.Target;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which models understand a body in another model's own format: those of the same family of the
 * same provider, as their ids name it after an optional prefix of an inference profile. For an ARN
 * that ends without such a name, the id tells that the model has in other regions.
 */
final class BodyFormat {

  private static final Pattern FAMILY = Pattern.compile("([a-z0-9]+\\.[a-z]+).*");

  private BodyFormat() {}

  static boolean isShared(Target one, Target other) {
    Optional<String> family = family(one);
    return family.isPresent() && family.equals(family(other));
  }

  private static Optional<String> family(Target target) {
    return family(target.modelId()).or(() -> family(target.configuredId()));
  }

  private static Optional<String> family(String modelId) {
    String name = modelId.substring(modelId.lastIndexOf('/') + 1);
    Matcher id = FAMILY.matcher(InferenceProfile.base(name));
    return id.matches() ? Optional.of(id.group(1)) : Optional.empty();
  }
}
