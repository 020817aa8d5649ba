package io.bactrian.queue.idempotency;

import io.bactrian.queue.Disposition;
import io.bactrian.queue.MessageProperty;
import io.bactrian.queue.QueueApi;
import io.bactrian.queue.QueueMessage;
import io.bactrian.queue.QueueReply;
import io.bactrian.translator.InvalidRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the reply of work that was done before, and keeps the replies of what is done now. A store
 * that does not answer is as good as an empty one: work is then done again, and never lost.
 */
public final class Idempotency {

  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
  private static final Duration HELD = Duration.ofSeconds(2);

  private final IdempotencyStore store;
  private final String tenant;
  private final Duration lease;
  private final Duration keeping;

  /**
   * @param lease longest time that work takes
   * @param keeping how long replies are kept
   */
  public Idempotency(IdempotencyStore store, String tenant, Duration lease, Duration keeping) {
    this.store = store;
    this.tenant = tenant;
    this.lease = lease;
    this.keeping = keeping;
  }

  /** Decides at once what becomes of a message whose work was done, or is being done elsewhere. */
  public void recall(Exchange exchange) {
    Work work = work(QueueApi.received(exchange).message());
    claim(work).flatMap(Idempotency::known).ifPresent(exchange.getMessage()::setBody);
  }

  private Optional<Claim> claim(Work work) {
    try {
      return Optional.of(store.claim(work, lease));
    } catch (IOException unavailable) {
      LOG.debug("The idempotency store does not answer: {}", unavailable.toString());
      return Optional.empty();
    }
  }

  private static Optional<Disposition> known(Claim claim) {
    return switch (claim) {
      case Claim.Mine mine -> Optional.empty();
      case Claim.Held held -> Optional.of(new Disposition.PutBack(HELD));
      case Claim.Done done -> Optional.of(new Disposition.Answer(done.reply(), true, false));
      case Claim.OtherContent other ->
          throw new InvalidRequest("the idempotency_key was used before with other content");
    };
  }

  /** Keeps the reply before it is sent; gives up the claim of what is not done. */
  public void keep(Exchange exchange) {
    Work work = work(QueueApi.received(exchange).message());
    try {
      switch (exchange.getMessage().getBody()) {
        case Disposition.Answer(QueueReply reply, boolean repeated, boolean refused)
            when !repeated && !refused && reply.status() < 300 ->
            store.keep(work, reply, keeping);
        case Disposition.Answer(QueueReply reply, boolean repeated, boolean refused)
            when repeated -> {}
        default -> store.release(work);
      }
    } catch (IOException unavailable) {
      LOG.debug("The idempotency store does not answer: {}", unavailable.toString());
    }
  }

  private Work work(QueueMessage message) {
    String key =
        Optional.ofNullable(message.properties().get(MessageProperty.IDEMPOTENCY_KEY.label()))
            .map(told -> "key:" + told)
            .orElse("message:" + message.queue() + ":" + message.id());
    MessageDigest digest = sha256();
    digest.update(message.body());
    message.properties().entrySet().stream()
        .filter(told -> !told.getKey().equals(MessageProperty.DEADLINE.label()))
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(told -> digest.update((told + "\n").getBytes(StandardCharsets.UTF_8)));
    String fingerprint = HexFormat.of().formatHex(digest.digest());
    digest.update((tenant + ":" + key).getBytes(StandardCharsets.UTF_8));
    return new Work(HexFormat.of().formatHex(digest.digest()), fingerprint, message.id());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has SHA-256", impossible);
    }
  }
}
