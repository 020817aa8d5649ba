package io.bactrian.queue.jms;

import jakarta.jms.Destination;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.Optional;

/**
 * A message that was delivered, in the transaction of its session.
 *
 * @param correlationId what its reply is known by; null where the producer let its id be left out
 * @param replyTo where its reply goes
 */
record Delivery(
    Session session,
    Message message,
    Origin origin,
    String correlationId,
    Optional<Destination> replyTo) {}
