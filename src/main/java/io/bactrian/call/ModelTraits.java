package io.bactrian.call;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is known of a model that may be chosen, or stand in for another.
 *
 * @param supports what it has besides text
 * @param contextTokens how many tokens it reads, where that was told
 */
public record ModelTraits(Set<Feature> supports, OptionalInt contextTokens) {

  /** A model of which nothing was told. */
  public static final ModelTraits UNTOLD =
      new ModelTraits(EnumSet.allOf(Feature.class), OptionalInt.empty());

  public ModelTraits {
    supports = Set.copyOf(supports);
  }

  /** Whether it is known to read more than another. */
  public boolean isLargerThan(ModelTraits other) {
    return contextTokens.isPresent()
        && other.contextTokens.isPresent()
        && contextTokens.getAsInt() > other.contextTokens.getAsInt();
  }
}
