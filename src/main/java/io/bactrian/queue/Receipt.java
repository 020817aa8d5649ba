package io.bactrian.queue;

import java.time.Duration;

/**
 * What may become of one delivered message. Exactly one of these is called for each delivery, on
 * the thread that it came on. They throw what the broker throws: the message then comes again.
 */
public interface Receipt {

  /**
   * Whether a reply can be sent at all: to an address of the producer's that is allowed, or ours.
   */
  boolean canReply();

  /** Sends the reply and acknowledges the message, together where the broker can. */
  void reply(QueueReply reply);

  /** Has it come again after that time, counted as put off once more. */
  void putOff(Duration delay);

  /** Has it come again after that time, as if it had not come now. */
  void putBack(Duration delay);

  /** Moves it to the dead-letter queue, with the reason as a property. */
  void deadLetter(String reason);
}
