package io.bactrian.call;

import java.util.Optional;

/** In which part of the world a target answers, as a tag such as {@code eu}. */
public final class Geo {

  private static final String GOVERNMENT = "us-gov";

  private Geo() {}

  /** The geo of a region by its name: what is before its first {@code -}, or {@code us-gov}. */
  public static String ofRegion(String region) {
    int end = region.startsWith(GOVERNMENT + "-") ? GOVERNMENT.length() : region.indexOf('-');
    return end < 0 ? region : region.substring(0, end);
  }

  /**
   * The geo of a target: its region's, unless its inference profile may answer elsewhere. A profile
   * that is not of its region's geo counts as global, as nobody can say where it answers.
   *
   * @param tag the region's geo as configured
   */
  public static String ofTarget(String region, String tag, String modelId) {
    Optional<String> prefix = InferenceProfile.prefix(modelId);
    if (prefix.isEmpty() || stays(prefix.get(), tag)) {
      return tag;
    }
    String wider = InferenceProfile.geo(prefix.get());
    return wider.equals(ofRegion(region)) ? wider : InferenceProfile.GLOBAL;
  }

  /** Whether a profile of that prefix may be asked in a region: it is of its geo, or global. */
  public static boolean fits(String prefix, String region, String tag) {
    return prefix.equals(InferenceProfile.GLOBAL)
        || stays(prefix, tag)
        || InferenceProfile.geo(prefix).equals(ofRegion(region));
  }

  private static boolean stays(String prefix, String tag) {
    return prefix.equals(tag) || InferenceProfile.geo(prefix).equals(tag);
  }
}
