package io.bactrian.strategy.scoreboard;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.ModelChoice;
import java.util.Optional;

/**
 * Calls that are counted together.
 *
 * @param version of the strategy that they began with; empty for none
 * @param model our alias of the model that they were meant for
 */
public record ScoreKey(Optional<String> version, String useCase, String model, ModelChoice choice) {

  static ScoreKey of(GatewayCall call) {
    return new ScoreKey(
        call.selection().strategy(), call.useCase(), call.model(), ModelChoice.of(call));
  }
}
