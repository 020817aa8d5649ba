/**
 * The border between queues and calls: from a message to a call, and from its outcome to a reply, a
 * later delivery or the dead-letter queue. What is of one broker only is in a package below.
 */
package io.bactrian.queue;
