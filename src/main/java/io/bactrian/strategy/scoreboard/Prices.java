package io.bactrian.strategy.scoreboard;

import io.bactrian.call.Answer.Usage;
import java.util.OptionalDouble;

/** What answers cost. */
@FunctionalInterface
public interface Prices {

  Prices UNKNOWN = (modelId, usage) -> OptionalDouble.empty();

  /** US dollars for the tokens of one answer of a Bedrock id; empty where nobody knows. */
  OptionalDouble dollars(String modelId, Usage usage);
}
