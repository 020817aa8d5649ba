package io.bactrian.queue.idempotency;

import io.bactrian.queue.QueueReply;

/** What a store says of work that is about to be done. */
public sealed interface Claim {

  /** Nobody has done it, and nobody else is to do it for the time of the lease. */
  record Mine() implements Claim {}

  /** Another message asks for it, and is being worked on. */
  record Held() implements Claim {}

  /** It was done, with that reply. */
  record Done(QueueReply reply) implements Claim {}

  /** The key was used for other content. */
  record OtherContent() implements Claim {}
}
