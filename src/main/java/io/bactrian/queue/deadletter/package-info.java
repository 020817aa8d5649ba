/** The messages that nobody could do: to look at, and to have them done after all. */
package io.bactrian.queue.deadletter;
