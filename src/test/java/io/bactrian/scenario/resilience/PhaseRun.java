package io.bactrian.scenario.resilience;

import io.bactrian.scenario.MetricsPage;

/** When a phase began, and what the gateway and Bedrock said at that moment. */
record PhaseRun(Phase phase, long beganNanos, Sample before, MetricsPage metricsBefore) {}
