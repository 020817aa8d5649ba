package io.bactrian.queue.jms;

import io.bactrian.queue.QueueReply;
import io.bactrian.queue.Receipt;
import io.bactrian.queue.ReplyStream;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What may become of a message, each in the transaction in which it was delivered. */
final class JmsReceipt implements Receipt {

  @FunctionalInterface
  private interface Sending {
    void run() throws JMSException;
  }

  private final JmsOutbox outbox;
  private final Delivery delivery;

  JmsReceipt(JmsOutbox outbox, Delivery delivery) {
    this.outbox = outbox;
    this.delivery = delivery;
  }

  @Override
  public boolean canReply() {
    return delivery.replyTo().isPresent();
  }

  @Override
  public Optional<Supplier<ReplyStream>> streams() {
    return outbox.streams(delivery);
  }

  @Override
  public boolean reply(QueueReply reply) {
    var sent = new AtomicBoolean();
    run(() -> sent.set(outbox.reply(delivery, reply)));
    return sent.get();
  }

  @Override
  public void putOff(Duration delay) {
    run(() -> outbox.again(delivery, delivery.origin().putOffOnceMore(), delay));
  }

  @Override
  public void putBack(Duration delay) {
    run(() -> outbox.again(delivery, delivery.origin(), delay));
  }

  @Override
  public void deadLetter(String reason) {
    run(() -> outbox.deadLetter(delivery, reason));
  }

  private static void run(Sending sending) {
    try {
      sending.run();
    } catch (JMSException failed) {
      throw new JMSRuntimeException(failed.getMessage(), failed.getErrorCode(), failed);
    }
  }
}
