/** Queues of SQS: their messages read, and what becomes of them carried out. */
package io.bactrian.queue.sqs;
