/** Which regions and models a fault or a timing is meant for. */
package io.bactrian.simulator.scope;
