package io.bactrian.queue.jms;

import io.bactrian.queue.ReplyStream;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Sends the pieces of a reply over a connection of its own: the transaction of the message shows
 * nothing before its end. They are not kept over a fall of the broker; the reply itself is.
 */
final class JmsReplyStream implements ReplyStream {

  private final JMSContext context;
  private final JMSProducer producer;
  private final Delivery delivery;

  JmsReplyStream(ConnectionFactory connections, Delivery delivery) {
    this.delivery = delivery;
    context = connections.createContext();
    producer =
        context
            .createProducer()
            .setDeliveryMode(jakarta.jms.DeliveryMode.NON_PERSISTENT)
            .setJMSCorrelationID(delivery.correlationId());
  }

  @Override
  public void send(byte[] piece, Map<String, String> properties) {
    properties.forEach(producer::setProperty);
    producer.send(delivery.replyTo().orElseThrow(), new String(piece, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    context.close();
  }
}
