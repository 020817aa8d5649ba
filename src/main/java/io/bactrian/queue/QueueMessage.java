package io.bactrian.queue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message as it was delivered, and of it only what the gateway may read.
 *
 * @param queue our name of the queue that it came from
 * @param id the broker's id of its first delivery; stays the same however often it comes
 * @param body as it came, in UTF-8 where it was text
 * @param properties by {@link MessageProperty#label}
 * @param correlationId what its reply is known by
 * @param redeliveries how often it was put off by the gateway before
 * @param deliveries how often the broker has delivered it, this time included
 * @param sent when its producer sent it
 * @param expires when an answer is worth nothing any more, as far as the broker says
 */
public record QueueMessage(
    String queue,
    String id,
    byte[] body,
    Map<String, String> properties,
    String correlationId,
    int redeliveries,
    int deliveries,
    Instant sent,
    Optional<Instant> expires) {

  public QueueMessage {
    properties = Map.copyOf(properties);
  }

  Optional<String> property(MessageProperty property) {
    return Optional.ofNullable(properties.get(property.label()));
  }
}
