package io.bactrian.queue.idempotency;

import io.bactrian.queue.Disposition;
import io.bactrian.queue.Disposition.Answer;
import io.bactrian.queue.QueueApi;
import io.bactrian.translator.InvalidRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the reply of work that was done before, and keeps the replies of what is done now. A store
 * that does not answer is as good as an empty one: work is then done again, and never lost. An
 * outage is told once, and its end once.
 */
public final class Idempotency {

  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
  private static final Duration HELD = Duration.ofSeconds(2);

  /** Answers in a row after which an outage is over: the first ones may come and go. */
  private static final int PROOF = 10;

  @FunctionalInterface
  private interface Operation<T> {
    T ask() throws IOException;
  }

  private final IdempotencyStore store;
  private final String tenant;
  private final Duration lease;
  private final Duration keeping;
  private final AtomicInteger answersToProve = new AtomicInteger();
  private final LongAdder failures = new LongAdder();

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

  /** How often the store did not do what it was asked. */
  public long failures() {
    return failures.sum();
  }

  /**
   * Decides at once what becomes of a message whose work was done, or is being done elsewhere.
   *
   * @throws InvalidRequest when its key was used for other work
   */
  public void recall(Exchange exchange) {
    Work work = Work.of(tenant, QueueApi.received(exchange).message());
    ask(() -> store.claim(work, lease))
        .flatMap(Idempotency::known)
        .ifPresent(exchange.getMessage()::setBody);
  }

  private static Optional<Disposition> known(Claim claim) {
    return switch (claim) {
      case Claim.Mine mine -> Optional.empty();
      case Claim.Held held -> Optional.of(new Disposition.PutBack(HELD));
      case Claim.Done done -> Optional.of(new Answer(done.reply(), Answer.Kind.REPEATED));
      case Claim.OtherContent other ->
          throw new InvalidRequest(
              "property idempotency_key was used before with other content;"
                  + " allowed: a key of its own for other content");
    };
  }

  /** Keeps the reply before it is sent; gives up the claim of what is not done. */
  public void keep(Exchange exchange) {
    Work work = Work.of(tenant, QueueApi.received(exchange).message());
    var disposition = (Disposition) exchange.getMessage().getBody();
    ask(
        () -> {
          if (!(disposition instanceof Answer answer)) {
            store.release(work);
          } else if (answer.kind() == Answer.Kind.DONE) {
            store.keep(work, answer.reply(), keeping);
          } else if (answer.kind() != Answer.Kind.REPEATED) {
            store.release(work);
          }
          return work;
        });
  }

  /** Whatever is wrong with the store, no message is lost for it. */
  private <T> Optional<T> ask(Operation<T> operation) {
    try {
      T answer = operation.ask();
      if (answersToProve.getAndUpdate(left -> Math.max(0, left - 1)) == 1) {
        LOG.info("Idempotency store {} answers again", store.name());
      }
      return Optional.of(answer);
    } catch (IOException | RuntimeException failed) {
      failures.increment();
      if (answersToProve.getAndSet(PROOF) == 0) {
        LOG.warn(
            "Idempotency store {} is out, messages that come twice are worked on twice: {}",
            store.name(),
            failed.getMessage());
      }
      return Optional.empty();
    }
  }
}
