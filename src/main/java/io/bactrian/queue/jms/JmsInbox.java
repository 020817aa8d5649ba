package io.bactrian.queue.jms;

import io.bactrian.queue.QueueMessage;
import io.bactrian.queue.Received;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.support.DefaultMessage;

/** Reads the messages of one queue, by names; whatever else is on them reaches no route. */
public final class JmsInbox {

  /** Where an inbox finds of a message what it knew at its first delivery. */
  @FunctionalInterface
  interface Origins {

    /** Empty when nobody but a stranger can have sent it. */
    Optional<Origin> of(Message message) throws JMSException;
  }

  /**
   * The same for all queues.
   *
   * @param maxBytes of a body
   * @param maxDeliveries after which a message is refused that never came to an end
   */
  public record Limits(int maxBytes, int maxDeliveries) {}

  /** Where the time comes from, and ids for messages without one. */
  public record Sources(InstantSource clock, Supplier<String> ids) {}

  private final String queue;
  private final Origins origins;
  private final ReplyAddresses replyAddresses;
  private final JmsOutbox outbox;
  private final Limits limits;
  private final Sources sources;

  private JmsInbox(
      String queue,
      Origins origins,
      ReplyAddresses replyAddresses,
      JmsOutbox outbox,
      Limits limits,
      Sources sources) {
    this.queue = queue;
    this.origins = origins;
    this.replyAddresses = replyAddresses;
    this.outbox = outbox;
    this.limits = limits;
    this.sources = sources;
  }

  /** The inbox of one of the queues of producers. */
  public static JmsInbox ofQueue(
      String queue,
      ReplyAddresses replyAddresses,
      JmsOutbox outbox,
      Limits limits,
      Sources sources) {
    Origins first = message -> Optional.of(MessageHeaders.origin(queue, message, sources));
    return new JmsInbox(queue, first, replyAddresses, outbox, limits, sources);
  }

  /**
   * The inbox of the messages that come again.
   *
   * @param names their queues; what comes for another one is treated as of the first of these
   */
  public static JmsInbox ofRetries(
      QueueNames names,
      ReplyAddresses replyAddresses,
      JmsOutbox outbox,
      Limits limits,
      Sources sources) {
    Origins written =
        message -> Origin.read(message).filter(o -> names.requests().containsKey(o.queue()));
    String any = names.requests().keySet().stream().sorted().findFirst().orElseThrow();
    return new JmsInbox(any, written, replyAddresses, outbox, limits, sources);
  }

  /** The body of the exchange becomes a {@link Received}, and nothing remains of its headers. */
  public void take(Exchange exchange) throws JMSException {
    JmsMessage delivered = exchange.getIn(JmsMessage.class);
    var message = new DefaultMessage(exchange.getContext());
    message.setBody(received(delivered.getJmsSession(), delivered.getJmsMessage()));
    exchange.setMessage(message);
  }

  private Received received(Session session, Message message) throws JMSException {
    Optional<Origin> known = origins.of(message);
    Origin origin =
        known.isPresent() ? known.get() : MessageHeaders.origin(queue, message, sources);
    String correlationId = MessageHeaders.correlationId(message);
    var delivery = new Delivery(session, message, origin, correlationId, replyTo(session, message));
    MessageBody body = MessageBody.read(message, limits.maxBytes());
    int deliveries = MessageHeaders.deliveries(message);
    var told =
        new QueueMessage(
            origin.queue(),
            origin.id(),
            body.bytes(),
            MessageHeaders.known(message),
            correlationId == null ? origin.id() : correlationId,
            origin.redeliveries(),
            deliveries,
            origin.sent(),
            MessageHeaders.expiry(message));
    var receipt = new JmsReceipt(outbox, delivery);
    return stranger(known)
        .or(() -> worn(deliveries))
        .or(body::unreadable)
        .map(reason -> Received.unreadable(told, receipt, reason))
        .orElseGet(() -> new Received(told, receipt));
  }

  private static Optional<String> stranger(Optional<Origin> known) {
    return known.isPresent()
        ? Optional.empty()
        : Optional.of("only the gateway may write to its retry queue, for queues that it has");
  }

  private Optional<String> worn(int deliveries) {
    return deliveries > limits.maxDeliveries()
        ? Optional.of(
            "the message was delivered "
                + deliveries
                + " times and never came to an end; allowed are "
                + limits.maxDeliveries())
        : Optional.empty();
  }

  private Optional<Destination> replyTo(Session session, Message message) throws JMSException {
    Optional<Destination> asked = asked(message);
    return asked.isPresent() ? asked : outbox.replyQueue(session);
  }

  /** What is no address at all must not have the message come again for ever. */
  private Optional<Destination> asked(Message message) throws JMSException {
    try {
      Destination address = message.getJMSReplyTo();
      return replyAddresses.allows(address) ? Optional.of(address) : Optional.empty();
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }
}
