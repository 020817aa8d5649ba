package io.bactrian.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the prefix of a system-defined inference profile tells: {@code eu.anthropic.claude-...} is
 * the profile of {@code anthropic.claude-...} that answers anywhere in the geo {@code eu}. An ARN
 * that ends with such an id tells the same; one of an application profile tells nothing.
 */
public final class InferenceProfile {

  /** The prefix of profiles that answer in any region, and the geo of what they answer. */
  public static final String GLOBAL = "global";

  private static final Map<String, String> GEOS =
      Map.ofEntries(
          Map.entry("us", "us"),
          Map.entry("us-gov", "us-gov"),
          Map.entry("eu", "eu"),
          Map.entry("apac", "ap"),
          Map.entry("ap", "ap"),
          Map.entry("au", "ap"),
          Map.entry("jp", "ap"),
          Map.entry("ca", "ca"),
          Map.entry("sa", "sa"),
          Map.entry("me", "me"),
          Map.entry("af", "af"),
          Map.entry(GLOBAL, GLOBAL));

  private InferenceProfile() {}

  /** All prefixes, in alphabetical order. */
  public static List<String> prefixes() {
    return GEOS.keySet().stream().sorted().toList();
  }

  /** The geo in which profiles of one of {@link #prefixes} answer. */
  public static String geo(String prefix) {
    return GEOS.get(prefix);
  }

  /** The prefix of a model id, profile id or ARN; empty where it has none. */
  public static Optional<String> prefix(String modelId) {
    int begin = modelId.lastIndexOf('/') + 1;
    int dot = modelId.indexOf('.', begin);
    return dot < 0
        ? Optional.empty()
        : Optional.of(modelId.substring(begin, dot)).filter(GEOS::containsKey);
  }

  /** A model id or profile id without its prefix. */
  public static String base(String modelId) {
    return prefix(modelId).map(found -> modelId.substring(found.length() + 1)).orElse(modelId);
  }
}
