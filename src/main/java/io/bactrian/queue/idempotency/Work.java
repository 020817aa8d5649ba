package io.bactrian.queue.idempotency;

import io.bactrian.queue.MessageProperty;
import io.bactrian.queue.QueueMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Work that a message asks for.
 *
 * @param key names it among all work of all tenants
 * @param fingerprint hash of what is asked: the same key for other content is a mistake
 * @param messageId the message that asks for it now
 */
public record Work(String key, String fingerprint, String messageId) {

  /** By the key that the producer gave it, else by the message itself. */
  static Work of(String tenant, QueueMessage message) {
    String told = message.properties().get(MessageProperty.IDEMPOTENCY_KEY.label());
    return new Work(
        told == null
            ? hash(tenant, "message", message.queue(), message.id())
            : hash(tenant, "key", told),
        fingerprint(message),
        message.id());
  }

  /** A message that is sent once more may have another deadline. */
  private static String fingerprint(QueueMessage message) {
    MessageDigest digest = sha256();
    add(digest, message.body());
    var asked = new TreeMap<>(message.properties());
    asked.remove(MessageProperty.DEADLINE.label());
    asked.forEach(
        (name, value) -> {
          add(digest, name.getBytes(StandardCharsets.UTF_8));
          add(digest, value.getBytes(StandardCharsets.UTF_8));
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hash(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      add(digest, part.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** With its length: parts that are cut elsewhere are others. */
  private static void add(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has SHA-256", impossible);
    }
  }
}
