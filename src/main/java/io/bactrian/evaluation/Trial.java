package io.bactrian.evaluation;

import java.time.Duration;
import java.util.Optional;

/**
 * One question put once to one model.
 *
 * @param model alias of the model
 * @param region the region that was asked, or {@code all} where the gateway chose
 * @param repeat 0 for the first time
 * @param answer the text; empty where there is a failure
 * @param failure why there is no answer of this very model
 * @param latency until the whole answer
 * @param timeToFirstToken empty where no content came
 */
public record Trial(
    String caseId,
    String useCase,
    String model,
    String region,
    int repeat,
    String answer,
    Optional<String> failure,
    Duration latency,
    Optional<Duration> timeToFirstToken,
    long inputTokens,
    long outputTokens) {}
