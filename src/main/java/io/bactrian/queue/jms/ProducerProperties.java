package io.bactrian.queue.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The properties that a producer has set, for copies of its message. */
final class ProducerProperties {

  /**
   * What brokers and we set ourselves. A duplicate id that was copied would have the broker refuse
   * the second copy, and with it the transaction, again and again.
   */
  private static final List<String> NOT_THEIRS = List.of("JMS", "_AMQ", "__AMQ", Origin.OURS);

  private ProducerProperties() {}

  static Map<String, Object> of(Message message) throws JMSException {
    Map<String, Object> properties = new LinkedHashMap<>();
    Enumeration<?> names = message.getPropertyNames();
    while (names.hasMoreElements()) {
      String text = names.nextElement().toString();
      if (NOT_THEIRS.stream().noneMatch(text::startsWith)) {
        properties.put(text, message.getObjectProperty(text));
      }
    }
    return properties;
  }

  static void write(Map<String, Object> properties, Message message) throws JMSException {
    for (var property : properties.entrySet()) {
      message.setObjectProperty(property.getKey(), property.getValue());
    }
  }
}
