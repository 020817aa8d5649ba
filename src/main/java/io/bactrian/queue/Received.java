package io.bactrian.queue;

import java.util.Optional;

/**
 * A delivered message, what may become of it, and the reply that it was given before.
 *
 * @param unreadable why its body cannot be read at all, such as a JMS ObjectMessage
 */
public record Received(
    QueueMessage message,
    Receipt receipt,
    Optional<String> unreadable,
    Optional<QueueReply> earlierReply) {

  public Received(QueueMessage message, Receipt receipt) {
    this(message, receipt, Optional.empty(), Optional.empty());
  }

  public static Received unreadable(QueueMessage message, Receipt receipt, String reason) {
    return new Received(message, receipt, Optional.of(reason), Optional.empty());
  }

  Received answeredBefore(QueueReply reply) {
    return new Received(message, receipt, unreadable, Optional.of(reply));
  }
}
