package io.bactrian.queue;

import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.MessageResult;
import io.bactrian.event.GatewayEvent.MessageSettled;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.camel.Exchange;

/** The last step of a message: does with it what was decided. */
public final class Settlement {

  private final EventPublisher events;
  private final InstantSource clock;

  public Settlement(EventPublisher events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /** Throws what the broker throws; the message then comes again, and nothing is recorded. */
  public void settle(Exchange exchange) {
    Received received = QueueApi.received(exchange);
    var disposition = (Disposition) exchange.getMessage().getBody();
    MessageResult result = carryOut(received.receipt(), disposition);
    QueueMessage message = received.message();
    Duration waited = Duration.between(message.sent(), clock.instant());
    events.publish(
        new MessageSettled(message.queue(), message.id(), result, message.deliveries(), waited));
  }

  private static MessageResult carryOut(Receipt receipt, Disposition disposition) {
    switch (disposition) {
      case Disposition.Answer answer -> {
        if (!receipt.canReply()) {
          receipt.deadLetter(
              "it has no reply address that is allowed, and there is no reply queue");
          return MessageResult.DEAD_LETTERED;
        }
        if (!receipt.reply(answer.reply())) {
          return MessageResult.DEAD_LETTERED;
        }
        return switch (answer.kind()) {
          case DONE, STREAMED, APOLOGY -> MessageResult.ANSWERED;
          case REPEATED -> MessageResult.REPEATED;
          case REFUSED -> MessageResult.REFUSED;
        };
      }
      case Disposition.PutOff later -> {
        receipt.putOff(later.delay());
        return MessageResult.PUT_OFF;
      }
      case Disposition.PutBack soon -> {
        receipt.putBack(soon.delay());
        return MessageResult.PUT_BACK;
      }
      case Disposition.DeadLetter dead -> {
        receipt.deadLetter(dead.reason());
        return MessageResult.DEAD_LETTERED;
      }
    }
  }
}
