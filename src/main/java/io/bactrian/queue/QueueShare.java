package io.bactrian.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The queues' share of the gateway's places. A message waits for one as long as its consumer can
 * hold it; interactive callers go first.
 */
public final class QueueShare {

  /** Where the places come from. */
  @FunctionalInterface
  public interface Places {

    /** A place, to be given back by running it; empty when none was free in time. */
    Optional<Runnable> take(Duration atMost) throws InterruptedException;
  }

  private static final Duration ONE_WAIT = Duration.ofSeconds(1);
  private static final long PAUSE_MILLIS = 50;
  private static final Duration PUT_BACK = Duration.ofSeconds(5);

  private final Places places;
  private final int tries;

  /** {@code tries}: each takes up to a second; then the message is put back. */
  public QueueShare(Places places, int tries) {
    this.places = places;
    this.tries = tries;
  }

  /** Holds a place until the exchange is over, or puts the message back. */
  public void enter(Exchange exchange) {
    Optional<Runnable> place = Optional.empty();
    try {
      place = await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    if (place.isPresent()) {
      exchange.getExchangeExtension().addOnCompletion(new Leaving(place.get()));
    } else {
      exchange.getMessage().setBody(new Disposition.PutBack(PUT_BACK));
    }
  }

  private Optional<Runnable> await() throws InterruptedException {
    for (int i = 0; i < tries; i++) {
      Optional<Runnable> place = places.take(ONE_WAIT);
      if (place.isPresent()) {
        return place;
      }
      // A full line turns away at once: this must not become a busy loop.
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return Optional.empty();
  }

  private static final class Leaving extends SynchronizationAdapter {

    private final Runnable place;

    private Leaving(Runnable place) {
      this.place = place;
    }

    @Override
    public void onDone(Exchange exchange) {
      place.run();
    }
  }
}
