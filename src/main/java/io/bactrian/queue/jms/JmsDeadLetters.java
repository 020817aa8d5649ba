package io.bactrian.queue.jms;

import io.bactrian.queue.deadletter.DeadLetter;
import io.bactrian.queue.deadletter.DeadLetters;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The dead letters of one queue, in the one that the broker has for those of all. They come again
 * from the queue of retries, with the id that they always had; each is moved in a transaction.
 */
public final class JmsDeadLetters implements DeadLetters {

  private static final long PATIENCE_MILLIS = 2_000;
  private static final long FOR_EVER = 0;

  private final QueueNames names;
  private final String ofQueue;
  private final Connection connection;

  /** {@code queue}: our name of it. */
  public JmsDeadLetters(ConnectionFactory connections, QueueNames names, String queue)
      throws IOException {
    this.names = names;
    ofQueue = Origin.QUEUE + " = '" + queue + "'";
    try {
      connection = connections.createConnection();
      connection.start();
    } catch (JMSException unreachable) {
      throw new IOException("the JMS broker is out of reach: " + unreachable.getMessage());
    }
  }

  @Override
  public void list(Optional<String> id, int max, Consumer<DeadLetter> told) throws IOException {
    try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueBrowser browser = session.createBrowser(deadLetters(session), selector(id))) {
      Enumeration<?> all = browser.getEnumeration();
      for (int i = 0; i < max && all.hasMoreElements(); i++) {
        told.accept(letter((Message) all.nextElement()));
      }
    } catch (JMSException refused) {
      throw new IOException("the JMS broker refused: " + refused.getMessage());
    }
  }

  @Override
  public void replay(Optional<String> id, int max, Consumer<DeadLetter> moved) throws IOException {
    try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      String present = selector(id) + " AND JMSTimestamp <= " + newest(session, id);
      try (MessageConsumer consumer = session.createConsumer(deadLetters(session), present);
          MessageProducer retries = session.createProducer(session.createQueue(names.retry()))) {
        for (int i = 0; i < max; i++) {
          Message message = consumer.receive(PATIENCE_MILLIS);
          if (message == null) {
            return;
          }
          DeadLetter letter = letter(message);
          revive(message, retries);
          session.commit();
          moved.accept(letter);
        }
      }
    } catch (JMSException refused) {
      throw new IOException("the JMS broker refused: " + refused.getMessage());
    }
  }

  /** What dies again after that moment has a later one. */
  private long newest(Session session, Optional<String> id) throws JMSException {
    long newest = 0;
    try (QueueBrowser browser = session.createBrowser(deadLetters(session), selector(id))) {
      Enumeration<?> all = browser.getEnumeration();
      while (all.hasMoreElements()) {
        newest = Math.max(newest, ((Message) all.nextElement()).getJMSTimestamp());
      }
    }
    return newest;
  }

  /** The message itself is sent on, so that not even the body of an ObjectMessage is read. */
  private static void revive(Message message, MessageProducer retries) throws JMSException {
    Map<String, Object> properties = ProducerProperties.of(message);
    Origin origin = Origin.read(message).orElseThrow();
    message.clearProperties();
    ProducerProperties.write(properties, message);
    new Origin(origin.queue(), origin.id(), 0, origin.sent()).write(message);
    if (message.getJMSCorrelationID() == null) {
      // Its producer knows the reply by the id that the message had.
      message.setJMSCorrelationID(origin.id());
    }
    retries.send(message, DeliveryMode.PERSISTENT, message.getJMSPriority(), FOR_EVER);
  }

  private static DeadLetter letter(Message message) throws JMSException {
    byte[] body = MessageBody.read(message, Integer.MAX_VALUE).bytes();
    if (message instanceof BytesMessage bytes) {
      bytes.reset();
    }
    String reason = message.getStringProperty(JmsOutbox.REASON);
    return new DeadLetter(
        message.getStringProperty(Origin.ID),
        Instant.ofEpochMilli(message.getJMSTimestamp()),
        reason == null ? "" : reason,
        body);
  }

  private Queue deadLetters(Session session) throws JMSException {
    return session.createQueue(names.deadLetter());
  }

  private String selector(Optional<String> id) {
    return ofQueue
        + id.map(known -> " AND " + Origin.ID + " = '" + known.replace("'", "''") + "'").orElse("");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (JMSException gone) {
      // Nothing is lost with a connection that is gone already.
    }
  }
}
