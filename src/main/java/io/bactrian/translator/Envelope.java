package io.bactrian.translator;

/**
 * What is known of a request besides its body.
 *
 * @param receivedNanos when its first byte was seen
 */
public record Envelope(String requestId, String tenant, long receivedNanos) {}
