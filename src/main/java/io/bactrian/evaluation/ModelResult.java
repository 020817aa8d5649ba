package io.bactrian.evaluation;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a model achieved in a region, in one use case or in all.
 *
 * @param model alias of the model
 * @param modelId its Bedrock id
 * @param region as in {@link Trial#region}
 * @param useCase empty for all of them together
 * @param trials how many were made, {@code failures} of them without an answer
 * @param quality what the overall score takes for similarity: similarity where an answer was
 *     expected, else the share of assertions passed, and 0 for a failure
 * @param assertionsPassed mean of the trials that have assertions; empty for none
 * @param meanLatency of the answers
 * @param costPerThousand US dollars for a thousand calls; empty where a price is not known
 * @param latencyScore 1 - mean latency / the slowest one's, 0 to 1
 * @param overall weighted sum of quality and latency score
 * @param rank 1 for the best of its use case
 * @param tiedWithBest whether its difference to the best is within the noise
 */
public record ModelResult(
    String model,
    String modelId,
    String region,
    String useCase,
    int trials,
    int failures,
    Estimate quality,
    OptionalDouble lexicalOverlap,
    OptionalDouble assertionsPassed,
    Duration meanLatency,
    Duration p50,
    Duration p95,
    Duration timeToFirstTokenP50,
    OptionalDouble costPerThousand,
    double latencyScore,
    Estimate overall,
    int rank,
    boolean tiedWithBest) {}
