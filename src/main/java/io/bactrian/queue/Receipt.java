package io.bactrian.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What may become of one delivered message. Exactly one of these is called for each delivery, on
 * the thread that it came on. They throw what the broker throws: the message then comes again.
 */
public interface Receipt {

  /**
   * Whether a reply can be sent at all: to an address of the producer's that is allowed, or ours.
   */
  boolean canReply();

  /**
   * Sends the reply and acknowledges the message, together where the broker can. Returns false
   * where its address takes no reply, and the message is a dead letter instead.
   */
  boolean reply(QueueReply reply);

  /** Opens a way for the pieces of a streamed reply; empty where there is none. */
  default Optional<Supplier<ReplyStream>> streams() {
    return Optional.empty();
  }

  /** Has it come again after that time, counted as put off once more. */
  void putOff(Duration delay);

  /** Has it come again after that time, as if it had not come now. */
  void putBack(Duration delay);

  /** Moves it to the dead-letter queue, with the reason as a property. */
  void deadLetter(String reason);
}
