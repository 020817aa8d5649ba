/** How long the simulated models take. */
package io.bactrian.simulator.latency;
