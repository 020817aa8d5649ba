package io.bactrian.queue;

import java.time.Duration;

/** What shall become of a delivered message. */
public sealed interface Disposition {

  /**
   * It is answered.
   *
   * @param repeated whether the reply is one that was given before
   * @param refused whether the reply says what is wrong with the message
   */
  record Answer(QueueReply reply, boolean repeated, boolean refused) implements Disposition {}

  /** It comes again after that time, counted as put off. */
  record PutOff(Duration delay) implements Disposition {}

  /** It comes again after that time, as if it had not come now. */
  record PutBack(Duration delay) implements Disposition {}

  /** Nobody can do it, and nobody waits for a reply. */
  record DeadLetter(String reason) implements Disposition {}
}
