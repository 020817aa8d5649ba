package io.bactrian.queue.idempotency;

/**
 * Work that a message asks for.
 *
 * @param key names it among all work of all tenants
 * @param fingerprint hash of what is asked: the same key for other content is a mistake
 * @param messageId the message that asks for it now
 */
public record Work(String key, String fingerprint, String messageId) {}
