/** What the simulated models answer, and the request and reply bodies they speak. */
package io.bactrian.simulator.reply;
