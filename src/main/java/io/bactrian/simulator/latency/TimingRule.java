package io.bactrian.simulator.latency;

import io.bactrian.simulator.scope.Scope;

/** The timing of the regions and models in a scope. */
public record TimingRule(Scope scope, Timing timing) {}
