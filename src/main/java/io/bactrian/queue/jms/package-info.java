/**
 * Queues of a JMS broker: what is read of their messages, and what is sent in their transactions.
 */
package io.bactrian.queue.jms;
