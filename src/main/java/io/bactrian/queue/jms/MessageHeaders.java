package io.bactrian.queue.jms;

import io.bactrian.queue.MessageProperty;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What is read of a message besides its body. */
final class MessageHeaders {

  private static final String DELIVERIES = "JMSXDeliveryCount";

  /** Ids go into logs, replies and keys, and some protocols let producers choose them. */
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9:._-]{1,100}");

  private MessageHeaders() {}

  /** The origin of a message that comes for the first time; what it does not tell is made up. */
  static Origin origin(String queue, Message message, JmsInbox.Sources sources)
      throws JMSException {
    long sent = message.getJMSTimestamp();
    return new Origin(
        queue,
        id(message, sources.ids()),
        0,
        sent == 0 ? sources.clock().instant() : Instant.ofEpochMilli(sent));
  }

  /** The same at each delivery, where the producer lets its messages have an id. */
  private static String id(Message message, Supplier<String> ids) throws JMSException {
    String id = message.getJMSMessageID();
    if (id == null) {
      return "ID:" + ids.get();
    }
    return HARMLESS.matcher(id).matches()
        ? id
        : "ID:" + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
  }

  /** Null where the message has neither a correlation id nor an id. */
  static String correlationId(Message message) throws JMSException {
    String told = message.getJMSCorrelationID();
    return told == null ? message.getJMSMessageID() : told;
  }

  static int deliveries(Message message) throws JMSException {
    return message.propertyExists(DELIVERIES) ? message.getIntProperty(DELIVERIES) : 1;
  }

  static Optional<Instant> expiry(Message message) throws JMSException {
    long expiration = message.getJMSExpiration();
    return expiration == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiration));
  }

  /** Those that the gateway knows, by their exact names. */
  static Map<String, String> known(Message message) throws JMSException {
    Map<String, String> known = new HashMap<>();
    for (MessageProperty property : MessageProperty.values()) {
      Object value = message.getObjectProperty(property.label());
      if (value != null) {
        known.put(property.label(), value.toString());
      }
    }
    return known;
  }
}
