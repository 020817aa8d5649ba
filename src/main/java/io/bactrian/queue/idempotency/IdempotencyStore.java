package io.bactrian.queue.idempotency;

import io.bactrian.queue.QueueReply;
import java.io.IOException;
import java.time.Duration;

/**
 * Keeps which work is being done and what was replied. Safe for any number of threads. Whoever asks
 * waits for the answer, but not for long; no answer is an {@link IOException}.
 */
public interface IdempotencyStore extends AutoCloseable {

  /** {@code memory}, {@code redis} or {@code dynamodb}. */
  String name();

  /**
   * Claims the work for its message, atomically. A claim of the same message is {@link Claim.Mine}
   * again, with a new lease: the broker gives a message to one consumer only, so whoever held it is
   * gone.
   */
  Claim claim(Work work, Duration lease) throws IOException;

  /** Keeps the reply for that time, in the place of the claim. */
  void keep(Work work, QueueReply reply, Duration time) throws IOException;

  /** Gives up the claim of the message, if it still has it; kept replies stay. */
  void release(Work work) throws IOException;

  @Override
  default void close() {}
}
