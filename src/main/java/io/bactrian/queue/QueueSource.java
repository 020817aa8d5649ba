package io.bactrian.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a broker can tell of one queue; what it cannot tell is empty. It is asked now and then, off
 * the path of messages, and may take as long as the broker takes. What it throws means that the
 * broker could not be reached.
 */
public interface QueueSource {

  /** Whether the broker ever tells how many messages wait. */
  default boolean tellsDepth() {
    return false;
  }

  /** Messages that wait in the queue, as far as the broker counts them. */
  default OptionalLong depth() {
    return OptionalLong.empty();
  }

  /** Age of the message that waits longest. */
  default Optional<Duration> oldest() {
    return Optional.empty();
  }

  /** Whether the broker answers and has the queue. */
  default Optional<Boolean> reachable() {
    return Optional.empty();
  }
}
