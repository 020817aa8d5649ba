package io.bactrian.strategy.scoreboard;

import io.bactrian.strategy.Canary;
import io.bactrian.strategy.Withdrawal;
import java.util.Optional;

/**
 * How a canary of the document in force is.
 *
 * @param rival the model that it is measured against
 * @param weight its share by the document
 * @param withdrawn that it was taken back; empty while it has calls
 * @param calls its own of the window
 * @param rivalsCalls those of the other model
 */
public record CanaryStatus(
    Canary canary,
    String rival,
    int weight,
    Optional<Withdrawal> withdrawn,
    Tally calls,
    Tally rivalsCalls) {}
