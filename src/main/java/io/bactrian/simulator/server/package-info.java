/** The HTTP servers of the simulated regions. */
package io.bactrian.simulator.server;
