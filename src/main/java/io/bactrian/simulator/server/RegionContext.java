package io.bactrian.simulator.server;

import io.bactrian.simulator.calls.CallLog;
import io.bactrian.simulator.fault.Faults;
import io.bactrian.simulator.latency.TimingTable;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the servers of all regions share.
 *
 * @param random source of latencies; must be safe for several threads
 */
public record RegionContext(
    Faults faults,
    CallLog calls,
    TimingTable timings,
    LongSupplier nanoTime,
    RandomGenerator random,
    RequestIds requestIds,
    DateHeader date) {}
