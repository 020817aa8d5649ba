package io.bactrian.fallback;

import io.bactrian.call.Answer;
import io.bactrian.call.Target;

/**
 * A live answer, kept for the day when none can be had.
 *
 * @param origin the target that gave it
 * @param answeredNanos when it was given, on the gateway's clock
 */
public record CachedAnswer(Target origin, Answer answer, long answeredNanos) {}
