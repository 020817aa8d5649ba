/** Counts of the calls that the simulator has received. */
package io.bactrian.simulator.calls;
