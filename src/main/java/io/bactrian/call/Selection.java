package io.bactrian.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the model of a call was found. A call keeps what it began with, whatever comes into force
 * meanwhile.
 *
 * @param useCase what the answer is for
 * @param strategy version of the strategy in force when the call began; empty for none
 * @param reason why it is this model; empty before the model has been looked for
 * @param passedOver models that would have come first, each with the reason why it does not
 * @param fallbacks the models in its place, in order; empty where the settings tell them
 * @param traits what the strategy says of models, which wins over the settings
 * @param canary whether the model is on trial, with a share of the calls
 */
public record Selection(
    String useCase,
    Optional<String> strategy,
    String reason,
    List<String> passedOver,
    Optional<List<String>> fallbacks,
    Map<String, ModelTraits> traits,
    boolean canary) {

  /** The use case of calls that tell none, and of those that tell one that nobody knows. */
  public static final String DEFAULT_USE_CASE = "default";

  public Selection {
    passedOver = List.copyOf(passedOver);
    traits = Map.copyOf(traits);
  }

  /** No model has been looked for. */
  static Selection unmade(String useCase) {
    return new Selection(
        useCase, Optional.empty(), "", List.of(), Optional.empty(), Map.of(), false);
  }

  /** The same for the use case, unless the question itself told one. */
  Selection forUseCase(String told) {
    return useCase.equals(DEFAULT_USE_CASE) ? unmade(told) : this;
  }

  /** Whether the model has been looked for, and with it the use case is known to be one. */
  public boolean isMade() {
    return !reason.isEmpty();
  }
}
