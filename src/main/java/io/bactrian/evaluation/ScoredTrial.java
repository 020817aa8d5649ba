package io.bactrian.evaluation;

import java.util.OptionalDouble;

/**
 * A trial and what its answer is worth.
 *
 * @param similarity meaning against the expected answer, 0 to 1; empty where there is none
 * @param lexicalOverlap the share of the expected words that the answer has, 0 to 1; likewise
 * @param assertionsPassed share of the case's assertions that hold, 0 to 1; empty for none
 * @param costUsd by the price table; empty where it does not know the model
 */
public record ScoredTrial(
    Trial trial,
    OptionalDouble similarity,
    OptionalDouble lexicalOverlap,
    OptionalDouble assertionsPassed,
    OptionalDouble costUsd) {}
