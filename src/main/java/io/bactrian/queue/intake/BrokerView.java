package io.bactrian.queue.intake;

import io.bactrian.queue.QueueSource;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the broker last said of a queue. Whoever looks never waits for the broker, and what is too
 * old is unknown.
 */
public final class BrokerView {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerView.class);
  private static final long EVERY = Duration.ofSeconds(5).toNanos();
  private static final long TOO_OLD = Duration.ofSeconds(30).toNanos();

  /**
   * What a broker said; what it did not say is empty.
   *
   * @param depth messages that wait
   * @param oldest age of the one that waits longest
   * @param reachable whether the broker answers and has the queue
   */
  public record Reading(
      OptionalLong depth, Optional<Duration> oldest, Optional<Boolean> reachable) {

    static final Reading UNKNOWN =
        new Reading(OptionalLong.empty(), Optional.empty(), Optional.empty());
    static final Reading OUT =
        new Reading(OptionalLong.empty(), Optional.empty(), Optional.of(false));
  }

  private record Timed(Reading reading, long nanos) {}

  private final QueueSource source;
  private final LongSupplier nanoClock;
  private final Executor threads;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Timed last;

  /** {@code threads} starts a thread for each task, which may hang. */
  public BrokerView(QueueSource source, LongSupplier nanoClock, Executor threads) {
    this.source = source;
    this.nanoClock = nanoClock;
    this.threads = threads;
  }

  Reading reading() {
    Timed known = last;
    return known == null || nanoClock.getAsLong() - known.nanos() > TOO_OLD
        ? Reading.UNKNOWN
        : known.reading();
  }

  /** Messages that wait; not a number while that is unknown. */
  public double depth() {
    OptionalLong known = reading().depth();
    return known.isPresent() ? known.getAsLong() : Double.NaN;
  }

  /** Asks the broker anew where that is due and it does not owe an answer. */
  void refresh() {
    Timed known = last;
    boolean due = known == null || nanoClock.getAsLong() - known.nanos() >= EVERY;
    if (due && asking.compareAndSet(false, true)) {
      threads.execute(this::ask);
    }
  }

  private void ask() {
    Reading reading = Reading.OUT;
    try {
      reading = new Reading(source.depth(), source.oldest(), source.reachable());
    } catch (RuntimeException unreachable) {
      LOG.debug("A broker cannot be asked for its queue: {}", unreachable.toString());
    } finally {
      last = new Timed(reading, nanoClock.getAsLong());
      asking.set(false);
    }
  }
}
