/** Work that is asked for twice is done once: the reply is kept, and given again. */
package io.bactrian.queue.idempotency;
