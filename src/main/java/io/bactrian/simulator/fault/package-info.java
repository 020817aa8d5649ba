/** What can go wrong with a simulated region or model, and when it does. */
package io.bactrian.simulator.fault;
