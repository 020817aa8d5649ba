package io.bactrian.queue.deadletter;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The dead letters of one of our queues. Whoever is interrupted in the middle has lost none; what
 * the broker refuses is an {@link IOException}.
 */
public interface DeadLetters extends AutoCloseable {

  /** Tells of at most {@code max} of them, or of the one with that id; all stay where they are. */
  void list(Optional<String> id, int max, Consumer<DeadLetter> told) throws IOException;

  /**
   * Has at most {@code max} of them come again, or the one with that id, and tells of each when
   * that is certain. What dies meanwhile is let be, so that this comes to an end.
   */
  void replay(Optional<String> id, int max, Consumer<DeadLetter> moved) throws IOException;

  @Override
  void close();
}
