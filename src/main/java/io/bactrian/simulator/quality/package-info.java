/** How often simulated models know the right answer. */
package io.bactrian.simulator.quality;
