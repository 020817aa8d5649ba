package io.bactrian.queue.deadletter;

import java.time.Instant;

/**
 * A message that nobody could do.
 *
 * @param id names it at its broker
 * @param died when it became a dead letter
 * @param reason why
 * @param body as it came; empty where it is of a kind that is not read
 */
public record DeadLetter(String id, Instant died, String reason, byte[] body) {}
