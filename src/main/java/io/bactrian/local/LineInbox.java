package io.bactrian.local;

import io.bactrian.call.FailureKind;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Where a stream's bytes come in, and one thread takes them as lines. Asks for more bytes when it
 * has taken the last ones, so that a slow reader slows the model and nothing piles up. A line that
 * was not ended is none.
 */
final class LineInbox implements BodySubscriber<ReplyBody> {

  /** What can be taken. */
  sealed interface Item {

    record Line(String text) implements Item {}

    record Failed(Throwable thrown) implements Item {}

    record Ended() implements Item {}
  }

  /** What comes in. */
  private sealed interface Arrival {

    record Bytes(List<ByteBuffer> buffers) implements Arrival {}

    record Last(Item item) implements Arrival {}
  }

  /** More than any piece of an answer has. */
  private static final int LONGEST_LINE = 1_024 * 1_024;

  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Queue<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final LongSupplier nanoClock;
  private volatile Subscription subscription;
  private volatile boolean cancelled;

  LineInbox(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** The next item, null when none came in that time. */
  Item poll(long nanos) throws InterruptedException {
    long until = nanoClock.getAsLong() + nanos;
    while (lines.isEmpty()) {
      long left = until - nanoClock.getAsLong();
      Arrival arrival = left <= 0 ? arrivals.poll() : arrivals.poll(left, TimeUnit.NANOSECONDS);
      switch (arrival) {
        case null -> {
          return null;
        }
        case Arrival.Last last -> {
          return last.item();
        }
        case Arrival.Bytes more -> {
          more.buffers().forEach(this::split);
          if (line.size() > LONGEST_LINE) {
            return new Item.Failed(LocalFailures.failed(FailureKind.TARGET_CORRUPT_REPLY));
          }
          subscription.request(1);
        }
      }
    }
    return new Item.Line(lines.remove());
  }

  boolean hasLine() {
    return !lines.isEmpty() || arrivals.peek() instanceof Arrival.Bytes;
  }

  /** Ends the stream upstream, and whoever waits for a line. */
  void cancel() {
    cancelled = true;
    Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
    onComplete();
  }

  /** There at once, as the answer is read while it comes. */
  @Override
  public CompletionStage<ReplyBody> getBody() {
    return CompletableFuture.completedFuture(new ReplyBody.Lines());
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    if (cancelled) {
      newSubscription.cancel();
    } else {
      newSubscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    arrivals.add(new Arrival.Bytes(buffers));
  }

  @Override
  public void onError(Throwable thrown) {
    arrivals.add(new Arrival.Last(new Item.Failed(thrown)));
  }

  @Override
  public void onComplete() {
    arrivals.add(new Arrival.Last(new Item.Ended()));
  }

  private void split(ByteBuffer buffer) {
    while (buffer.hasRemaining()) {
      byte next = buffer.get();
      if (next == '\n') {
        lines.add(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(next);
      }
    }
  }
}
