package io.bactrian.queue.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a message from its first delivery, kept on its copies in the retry queue.
 *
 * @param queue our name of the queue that it came to
 * @param id of its first delivery
 * @param redeliveries how often it was put off
 * @param sent by its producer
 */
record Origin(String queue, String id, int redeliveries, Instant sent) {

  /** Begins what we write on messages; what producers write under such names is dropped. */
  static final String OURS = "bactrian_";

  static final String QUEUE = OURS + "queue";
  static final String ID = OURS + "message_id";

  private static final String REDELIVERIES = OURS + "redeliveries";
  private static final String SENT = OURS + "sent";

  /** Empty when the message was not written by a gateway. */
  static Optional<Origin> read(Message message) throws JMSException {
    try {
      String queue = message.getStringProperty(QUEUE);
      String id = message.getStringProperty(ID);
      return queue == null || id == null
          ? Optional.empty()
          : Optional.of(
              new Origin(
                  queue,
                  id,
                  Math.max(0, message.getIntProperty(REDELIVERIES)),
                  Instant.ofEpochMilli(message.getLongProperty(SENT))));
    } catch (NumberFormatException | jakarta.jms.MessageFormatException malformed) {
      return Optional.empty();
    }
  }

  void write(Message message) throws JMSException {
    message.setStringProperty(QUEUE, queue);
    message.setStringProperty(ID, id);
    message.setIntProperty(REDELIVERIES, redeliveries);
    message.setLongProperty(SENT, sent.toEpochMilli());
  }

  Origin putOffOnceMore() {
    return new Origin(queue, id, redeliveries + 1, sent);
  }
}
