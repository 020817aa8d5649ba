package io.bactrian.simulator.scope;

/**
 * The regions and models that a rule is meant for; in both patterns {@code *} stands for any run of
 * characters.
 *
 * @param region pattern of region names, such as {@code us-*}
 * @param model pattern of decoded model ids, such as {@code *anthropic.claude-*}
 */
public record Scope(String region, String model) {

  private static final int LONGEST_PATTERN = 2048;
  private static final int MOST_STARS = 4;

  public Scope {
    check("region", region);
    check("model", model);
  }

  public static Scope everywhere() {
    return new Scope("*", "*");
  }

  public boolean matches(String region, String model) {
    return matchesRegion(region) && new Glob(this.model).matches(model);
  }

  public boolean matchesRegion(String region) {
    return new Glob(this.region).matches(region);
  }

  // More stars would let one pattern cost seconds of an event loop on a long model id.
  private static void check(String key, String pattern) {
    if (pattern == null || pattern.isBlank() || pattern.length() > LONGEST_PATTERN) {
      throw new IllegalArgumentException(
          key + " must be a name or a pattern of 1 to " + LONGEST_PATTERN + " characters");
    }
    if (pattern.chars().filter(character -> character == '*').count() > MOST_STARS) {
      throw new IllegalArgumentException(
          key + " '" + pattern + "' has more than " + MOST_STARS + " '*'");
    }
  }
}
