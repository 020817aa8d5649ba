package io.bactrian.queue;

import java.util.Optional;

/**
 * A delivered message, and what may become of it.
 *
 * @param unreadable why its body cannot be read at all, such as a JMS ObjectMessage
 */
public record Received(QueueMessage message, Receipt receipt, Optional<String> unreadable) {

  public Received(QueueMessage message, Receipt receipt) {
    this(message, receipt, Optional.empty());
  }

  public static Received unreadable(QueueMessage message, Receipt receipt, String reason) {
    return new Received(message, receipt, Optional.of(reason));
  }
}
