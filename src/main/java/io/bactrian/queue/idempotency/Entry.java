package io.bactrian.queue.idempotency;

import io.bactrian.queue.QueueReply;
import java.util.Optional;

/**
 * What a store holds of work.
 *
 * @param messageId the message that has claimed it, or has done it
 * @param reply empty while it is being done
 */
record Entry(String fingerprint, String messageId, Optional<QueueReply> reply) {

  static Entry claimed(Work work) {
    return new Entry(work.fingerprint(), work.messageId(), Optional.empty());
  }

  static Entry done(Work work, QueueReply reply) {
    return new Entry(work.fingerprint(), work.messageId(), Optional.of(reply));
  }

  boolean isClaimOf(Work work) {
    return equals(claimed(work));
  }

  /** What it means for a message that asks for that work too. */
  Claim met(Work work) {
    if (!fingerprint.equals(work.fingerprint())) {
      return new Claim.OtherContent();
    }
    return reply.<Claim>map(Claim.Done::new).orElseGet(Claim.Held::new);
  }
}
