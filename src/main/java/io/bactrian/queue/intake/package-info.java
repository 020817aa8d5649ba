/** Whether the queues are consumed: back-pressure while nobody could answer, and operators. */
package io.bactrian.queue.intake;
