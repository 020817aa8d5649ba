package io.bactrian.call;

import java.time.Duration;
import java.util.Optional;

/**
 * A live answer that comes event by event, from the first content on: what came before it is kept
 * back until then. One thread reads; anybody may cancel.
 */
public interface AnswerStream {

  /**
   * Waits for the next event. Empty when none came in that time, or when the answer is complete.
   *
   * @throws CallFailed when the answer broke off; it never goes on after that
   */
  Optional<StreamEvent> next(Duration atMost);

  /** Whether an event is there already, so that {@link #next} gives it at once. */
  boolean hasReady();

  /** Whether all of the answer has been read, to its {@code messageStop}. */
  boolean isComplete();

  /**
   * Ends it because nobody reads it any more. Harmless when it is over, and when it is repeated.
   */
  void cancel();
}
