package io.bactrian.state;

import io.bactrian.resilience.Breakers;
import io.bactrian.resilience.PoolBreaker;
import io.bactrian.resilience.TargetPool;

/** Where a gateway has what it knows of its targets. */
public record Knowledge(
    Breakers breakers, TargetPool pool, PoolBreaker poolBreaker, TargetScores scores) {}
