package io.bactrian.queue.jms;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The queues at the broker.
 *
 * @param requests by our names
 * @param reply for messages without a reply address that is allowed
 * @param retry where messages wait that come again later; only the gateway may write to it
 * @param deadLetter for those that nobody can do
 */
public record QueueNames(
    Map<String, String> requests, Optional<String> reply, String retry, String deadLetter) {

  public QueueNames {
    requests = Map.copyOf(requests);
  }

  /** Those to which no producer may have a reply sent. */
  public List<String> own() {
    return Stream.concat(requests.values().stream(), Stream.of(retry, deadLetter)).toList();
  }

  /** All of them; a queue that is named for two purposes is in it twice. */
  public List<String> every() {
    return Stream.concat(own().stream(), reply.stream()).toList();
  }
}
