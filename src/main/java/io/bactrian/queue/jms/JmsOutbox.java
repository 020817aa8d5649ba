package io.bactrian.queue.jms;

import io.bactrian.queue.QueueReply;
import io.bactrian.queue.ReplyStream;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.apache.activemq.artemis.jms.client.JMSExceptionHelper;

/**
 * Sends what becomes of messages. What is sent and the acknowledgement are one transaction of the
 * session that delivered the message: both are at the broker afterwards, or neither.
 */
public final class JmsOutbox {

  /** Property of a dead letter. */
  static final String REASON = Origin.OURS + "reason";

  /** Artemis takes one message with the same value per address. */
  static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

  private static final long FOR_EVER = 0;
  private static final int LONGEST_REASON = 1_000;

  private final QueueNames names;
  private final Optional<ConnectionFactory> streaming;
  private final InstantSource clock;
  private final ReplyFailures failures = new ReplyFailures();

  /** {@code streaming}: for the pieces of replies, where they may be streamed. */
  public JmsOutbox(QueueNames names, Optional<ConnectionFactory> streaming, InstantSource clock) {
    this.names = names;
    this.streaming = streaming;
    this.clock = clock;
  }

  Optional<Destination> replyQueue(Session session) throws JMSException {
    return names.reply().isPresent()
        ? Optional.of(session.createQueue(names.reply().get()))
        : Optional.empty();
  }

  Optional<Supplier<ReplyStream>> streams(Delivery delivery) {
    return delivery.replyTo().isEmpty()
        ? Optional.empty()
        : streaming.map(connections -> () -> new JmsReplyStream(connections, delivery));
  }

  boolean reply(Delivery delivery, QueueReply reply) throws JMSException {
    String id = delivery.origin().id();
    boolean replied = true;
    switch (failures.next(id)) {
      case ReplyFailures.Next.Send any -> replied = send(delivery, reply);
      case ReplyFailures.Next.Acknowledge only -> delivery.session().commit();
      case ReplyFailures.Next.SetAside(String reason) -> {
        deadLetter(delivery, undeliverable(reason));
        replied = false;
      }
    }
    failures.forget(id);
    return replied;
  }

  private boolean send(Delivery delivery, QueueReply reply) throws JMSException {
    Destination to = delivery.replyTo().orElseThrow();
    try {
      try {
        requireThere(delivery.session(), to);
        send(delivery, to, text(delivery, reply), FOR_EVER, Duration.ZERO);
      } catch (InvalidDestinationException gone) {
        // Nothing was sent yet, so that the transaction is still good.
        deadLetter(delivery, undeliverable(gone.getMessage()));
        return false;
      }
      delivery.session().commit();
      return true;
    } catch (JMSException refused) {
      failures.note(delivery.origin().id(), refused);
      throw refused;
    }
  }

  /** Artemis would make the queue anew, for a reply that its owner could never fetch. */
  private static void requireThere(Session session, Destination to) throws JMSException {
    if (to instanceof TemporaryQueue queue && session instanceof ActiveMQSession artemis) {
      try {
        var name = SimpleString.of(queue.getQueueName());
        if (!artemis.getCoreSession().queueQuery(name).isExists()) {
          throw new InvalidDestinationException("the temporary queue " + name + " is gone");
        }
      } catch (ActiveMQException failed) {
        throw JMSExceptionHelper.convertFromActiveMQException(failed);
      }
    }
  }

  private static String undeliverable(String reason) {
    return "its reply could not be sent: " + reason;
  }

  private static Message text(Delivery delivery, QueueReply reply) throws JMSException {
    TextMessage text =
        delivery.session().createTextMessage(new String(reply.body(), StandardCharsets.UTF_8));
    for (Map.Entry<String, String> property : reply.allProperties().entrySet()) {
      text.setStringProperty(property.getKey(), property.getValue());
    }
    text.setJMSCorrelationID(delivery.correlationId());
    text.setStringProperty(DUPLICATE_ID, delivery.origin().id() + "-reply");
    return text;
  }

  /** A copy waits in the queue for retries: the broker counts its deliveries from one again. */
  void again(Delivery delivery, Origin origin, Duration delay) throws JMSException {
    Message message = delivery.message();
    Message copy = copy(delivery.session(), message);
    origin.write(copy);
    copy.setJMSCorrelationID(delivery.correlationId());
    copy.setJMSReplyTo(message.getJMSReplyTo());
    send(delivery, delivery.session().createQueue(names.retry()), copy, timeToLive(message), delay);
    delivery.session().commit();
  }

  private static Message copy(Session session, Message message) throws JMSException {
    Message copy;
    if (message instanceof TextMessage text) {
      copy = session.createTextMessage(text.getText());
    } else {
      BytesMessage bytes = (BytesMessage) message;
      var content = new byte[(int) bytes.getBodyLength()];
      bytes.reset();
      bytes.readBytes(content);
      BytesMessage written = session.createBytesMessage();
      written.writeBytes(content);
      copy = written;
    }
    ProducerProperties.write(ProducerProperties.of(message), copy);
    return copy;
  }

  private long timeToLive(Message message) throws JMSException {
    long expiration = message.getJMSExpiration();
    return expiration == 0 ? FOR_EVER : Math.max(1, expiration - clock.millis());
  }

  /** The message itself is sent on, so that not even the body of an ObjectMessage is read. */
  void deadLetter(Delivery delivery, String reason) throws JMSException {
    Message message = delivery.message();
    Map<String, Object> properties = ProducerProperties.of(message);
    message.clearProperties();
    ProducerProperties.write(properties, message);
    delivery.origin().write(message);
    message.setStringProperty(
        REASON, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    Destination to = delivery.session().createQueue(names.deadLetter());
    send(delivery, to, message, FOR_EVER, Duration.ZERO);
    delivery.session().commit();
  }

  private static void send(
      Delivery delivery, Destination to, Message message, long timeToLive, Duration delay)
      throws JMSException {
    int priority = delivery.message().getJMSPriority();
    try (MessageProducer producer = delivery.session().createProducer(null)) {
      if (delay.isPositive()) {
        producer.setDeliveryDelay(delay.toMillis());
      }
      producer.send(to, message, DeliveryMode.PERSISTENT, priority, timeToLive);
    }
  }
}
