package io.bactrian.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a producer may tell besides the body, by the exact name of a JMS property or SQS attribute.
 * Everything else of a message is dropped before any route sees it.
 */
public enum MessageProperty {
  /** The form of the body and of the reply; the queue's own where it is absent. */
  API("api"),
  /** The asked model, where the form has it in a path: {@code converse}. */
  MODEL("model"),
  /** Names the work: the same key with the same content is answered once, and told again. */
  IDEMPOTENCY_KEY("idempotency_key"),
  /** When an answer is worth nothing any more: milliseconds since 1970, or ISO 8601. */
  DEADLINE("deadline"),
  /** Where the question may be answered, as the header {@code x-bactrian-geo}. */
  GEO("geo"),
  /** As the header {@code Cache-Control}. */
  CACHE_CONTROL("cache_control"),
  /** What the answer is for, where the body does not tell it. */
  USE_CASE("use_case");

  private final String label;

  MessageProperty(String label) {
    this.label = label;
  }

  /** Its name on a message. */
  public String label() {
    return label;
  }

  /** Those that a message has; {@code value} returns null for what it has not. */
  public static Map<String, String> of(Function<String, String> value) {
    Map<String, String> told = new HashMap<>();
    for (MessageProperty property : values()) {
      String text = value.apply(property.label);
      if (text != null) {
        told.put(property.label, text);
      }
    }
    return told;
  }
}
