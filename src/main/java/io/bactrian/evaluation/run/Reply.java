package io.bactrian.evaluation.run;

import io.bactrian.evaluation.Trial;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of asking once.
 *
 * @param retryAfter when the gateway wants to be asked again; empty where that is no use
 */
record Reply(Trial trial, Optional<Duration> retryAfter) {}
