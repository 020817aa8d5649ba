package io.bactrian.upstream;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Where the pieces of a stream come in, and one thread takes them. Asks for the next piece when it
 * has taken the last one, so that a slow reader slows the upstream and nothing piles up.
 */
public final class Arrivals<T> {

  /** What can be taken. */
  public sealed interface Arrival<T> {

    /** Some of the stream. */
    record Piece<T>(T content) implements Arrival<T> {}

    /** It broke off. */
    record Failed<T>(Throwable thrown) implements Arrival<T> {}

    /** Nothing more comes. */
    record Ended<T>() implements Arrival<T> {}
  }

  private record Source(Runnable askForOne, Runnable cancel) {}

  private final LinkedBlockingQueue<Arrival<T>> queue = new LinkedBlockingQueue<>();
  private final LongSupplier nanoClock;
  private volatile Source source;
  private volatile boolean cancelled;

  public Arrivals(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** The stream begins. */
  public void begin(Runnable askForOne, Runnable cancel) {
    source = new Source(askForOne, cancel);
    if (cancelled) {
      cancel.run();
    } else {
      askForOne.run();
    }
  }

  public void add(T piece) {
    queue.add(new Arrival.Piece<>(piece));
  }

  public void fail(Throwable thrown) {
    queue.add(new Arrival.Failed<>(thrown));
  }

  public void end() {
    queue.add(new Arrival.Ended<>());
  }

  /** The next one, null when none came until then. */
  public Arrival<T> poll(long untilNanos) throws InterruptedException {
    long left = untilNanos - nanoClock.getAsLong();
    Arrival<T> next = left <= 0 ? queue.poll() : queue.poll(left, TimeUnit.NANOSECONDS);
    if (next instanceof Arrival.Piece) {
      source.askForOne().run();
    }
    return next;
  }

  /** Whether a piece can be taken at once. */
  public boolean hasPiece() {
    return queue.peek() instanceof Arrival.Piece;
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /** Ends the stream upstream, and whoever waits for a piece. */
  public void cancel() {
    cancelled = true;
    Source running = source;
    if (running != null) {
      running.cancel().run();
    }
    end();
  }
}
