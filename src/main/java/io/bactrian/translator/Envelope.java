package io.bactrian.translator;

import java.util.Optional;

/**
 * What is known of a request besides its body.
 *
 * @param receivedNanos when its first byte was seen
 * @param pathModel the model that the path names, where the protocol has it there
 */
public record Envelope(
    String requestId, String tenant, long receivedNanos, Optional<String> pathModel) {

  public Envelope(String requestId, String tenant, long receivedNanos) {
    this(requestId, tenant, receivedNanos, Optional.empty());
  }
}
