package io.bactrian.local;

import io.bactrian.call.FailureKind;
import io.bactrian.upstream.Arrivals;
import io.bactrian.upstream.Arrivals.Arrival;
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

  /** More than any piece of an answer has. */
  private static final int LONGEST_LINE = 1_024 * 1_024;

  private final Arrivals<List<ByteBuffer>> arrivals;
  private final Queue<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final LongSupplier nanoClock;

  LineInbox(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.arrivals = new Arrivals<>(nanoClock);
  }

  /** The next item, null when none came in that time. */
  Item poll(long nanos) throws InterruptedException {
    long until = nanoClock.getAsLong() + nanos;
    while (lines.isEmpty()) {
      switch (arrivals.poll(until)) {
        case null -> {
          return null;
        }
        case Arrival.Failed<List<ByteBuffer>> failed -> {
          return new Item.Failed(failed.thrown());
        }
        case Arrival.Ended<List<ByteBuffer>> ended -> {
          return new Item.Ended();
        }
        case Arrival.Piece<List<ByteBuffer>> more -> {
          more.content().forEach(this::split);
          if (line.size() > LONGEST_LINE) {
            return new Item.Failed(LocalFailures.failed(FailureKind.TARGET_CORRUPT_REPLY));
          }
        }
      }
    }
    return new Item.Line(lines.remove());
  }

  boolean hasLine() {
    return !lines.isEmpty() || arrivals.hasPiece();
  }

  /** Ends the stream upstream, and whoever waits for a line. */
  void cancel() {
    arrivals.cancel();
  }

  /** There at once, as the answer is read while it comes. */
  @Override
  public CompletionStage<ReplyBody> getBody() {
    return CompletableFuture.completedFuture(new ReplyBody.Lines());
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    arrivals.begin(() -> subscription.request(1), subscription::cancel);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    arrivals.add(buffers);
  }

  @Override
  public void onError(Throwable thrown) {
    arrivals.fail(thrown);
  }

  @Override
  public void onComplete() {
    arrivals.end();
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
