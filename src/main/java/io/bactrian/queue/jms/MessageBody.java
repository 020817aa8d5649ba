package io.bactrian.queue.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The body of a message of the two types that are allowed. Of others nothing is read: an
 * ObjectMessage runs code of its sender's choice as soon as it is.
 *
 * @param bytes empty where it was not read
 * @param unreadable why it was not
 */
record MessageBody(byte[] bytes, Optional<String> unreadable) {

  private static final byte[] NOTHING = {};

  static MessageBody read(Message message, int maxBytes) throws JMSException {
    return switch (message) {
      case TextMessage text -> of(text.getText());
      case BytesMessage bytes -> of(bytes, maxBytes);
      default -> unread("the message is " + type(message) + "; allowed: TextMessage, BytesMessage");
    };
  }

  private static MessageBody of(String text) {
    byte[] bytes = text == null ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
    return new MessageBody(bytes, Optional.empty());
  }

  private static MessageBody of(BytesMessage message, int maxBytes) throws JMSException {
    long length = message.getBodyLength();
    if (length > maxBytes) {
      return unread("the message has " + length + " bytes; allowed are at most " + maxBytes);
    }
    var bytes = new byte[(int) length];
    message.readBytes(bytes);
    return new MessageBody(bytes, Optional.empty());
  }

  private static MessageBody unread(String reason) {
    return new MessageBody(NOTHING, Optional.of(reason));
  }

  private static String type(Message message) {
    return switch (message) {
      case ObjectMessage object -> "an ObjectMessage";
      case MapMessage map -> "a MapMessage";
      case StreamMessage stream -> "a StreamMessage";
      default -> "a Message without a body";
    };
  }
}
