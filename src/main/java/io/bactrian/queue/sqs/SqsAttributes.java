package io.bactrian.queue.sqs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Attributes of messages: of those that come only texts, by exact name; of ours at most ten. */
final class SqsAttributes {

  /** Names of the temporary queues' clients, which have spoken so before us. */
  static final String CORRELATION_ID = "CorrelationId";

  static final String REPLY_URL = "ReplyQueueUrl";
  static final String RESPONSE_URL = "ResponseQueueUrl";

  /** Of a dead letter: why, and from which of our queues. */
  static final String REASON = "bactrian_reason";

  static final String QUEUE = "bactrian_queue";

  private static final int MOST = 10;
  private static final int LONGEST = 1_024;
  private static final String STRING = "String";

  /** Those that say most come first, should there be too many. */
  private static final List<String> FIRST =
      List.of("status", "bactrian_degraded", "bactrian_served_by", "bactrian_attempts");

  private SqsAttributes() {}

  static Optional<String> text(Map<String, MessageAttributeValue> attributes, String name) {
    return Optional.ofNullable(attributes.get(name))
        .filter(value -> STRING.equals(value.dataType()))
        .map(MessageAttributeValue::stringValue);
  }

  static Map<String, MessageAttributeValue> ofReply(
      String correlationId, Map<String, String> properties) {
    Map<String, String> ordered = new LinkedHashMap<>();
    ordered.put(CORRELATION_ID, correlationId);
    for (String name : FIRST) {
      if (properties.containsKey(name)) {
        ordered.put(name, properties.get(name));
      }
    }
    new TreeMap<>(properties).forEach(ordered::putIfAbsent);
    return written(ordered);
  }

  /** The first ten of them, as SQS takes no more. */
  static Map<String, MessageAttributeValue> written(Map<String, String> texts) {
    Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
    for (var text : new ArrayList<>(texts.entrySet())) {
      if (attributes.size() < MOST && !text.getValue().isEmpty()) {
        attributes.put(text.getKey(), written(text.getValue()));
      }
    }
    return attributes;
  }

  private static MessageAttributeValue written(String text) {
    String shortened = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return MessageAttributeValue.builder()
        .dataType(STRING)
        .stringValue(SqsText.legal(shortened))
        .build();
  }
}
