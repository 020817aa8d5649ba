package io.bactrian.bedrock;

import io.bactrian.call.StreamEvent;
import io.bactrian.upstream.Arrivals;
import io.bactrian.upstream.Arrivals.Arrival;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.eventstream.Message;

/**
 * Where a stream's bytes come in, and one thread takes them as events. Asks for the next bytes when
 * it has taken the last ones, so that a slow reader slows Bedrock and nothing piles up. The SDK
 * tells of a failure several times and in several ways; the first counts.
 */
final class EventInbox implements Subscriber<ByteBuffer> {

  /** What can be taken. */
  sealed interface Item {
    record Event(StreamEvent event) implements Item {}

    record Failed(Throwable thrown) implements Item {}

    record Ended() implements Item {}
  }

  private final Arrivals<ByteBuffer> arrivals;
  private final FrameDecoder frames = new FrameDecoder();
  private final StreamForm form;
  private final LongSupplier nanoClock;
  private volatile Optional<String> requestId = Optional.empty();
  private volatile CompletableFuture<?> call;
  private volatile boolean begins;

  EventInbox(StreamForm form, LongSupplier nanoClock) {
    this.form = form;
    this.nanoClock = nanoClock;
    this.arrivals = new Arrivals<>(nanoClock);
  }

  /** The call that is answered by the stream. That it succeeds says nothing of the stream. */
  void follow(CompletableFuture<?> newCall) {
    call = newCall;
    newCall.whenComplete(
        (answered, thrown) -> {
          if (thrown != null) {
            onError(thrown);
          } else if (!begins) {
            onError(new IllegalArgumentException("an answer without a stream"));
          }
        });
    if (arrivals.isCancelled()) {
      cancel();
    }
  }

  /** The stream has begun. */
  void receive(Optional<String> newRequestId, Publisher<ByteBuffer> source) {
    begins = true;
    requestId = newRequestId;
    source.subscribe(this);
  }

  /** The next item, null when none came in that time. */
  Item poll(long nanos) throws InterruptedException {
    long until = nanoClock.getAsLong() + nanos;
    Optional<Item> event = event();
    while (event.isEmpty()) {
      switch (arrivals.poll(until)) {
        case null -> {
          return null;
        }
        case Arrival.Failed<ByteBuffer> failed -> {
          return new Item.Failed(failed.thrown());
        }
        case Arrival.Ended<ByteBuffer> ended -> {
          return new Item.Ended();
        }
        case Arrival.Piece<ByteBuffer> more -> {
          frames.feed(more.content());
          event = event();
        }
      }
    }
    return event.get();
  }

  boolean hasEvent() {
    return frames.hasNext() || arrivals.hasPiece();
  }

  /** Ends the call upstream, whatever state it is in. */
  void cancel() {
    arrivals.cancel();
    CompletableFuture<?> running = call;
    if (running != null) {
      running.cancel(true);
    }
  }

  Optional<String> requestId() {
    return requestId;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    arrivals.begin(() -> subscription.request(1), subscription::cancel);
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    arrivals.add(bytes);
  }

  @Override
  public void onError(Throwable thrown) {
    arrivals.fail(thrown);
  }

  @Override
  public void onComplete() {
    arrivals.end();
  }

  /** What cannot be read ends the stream, as nothing after it can be trusted. */
  private Optional<Item> event() {
    try {
      return frames.next().map(this::item);
    } catch (RuntimeException unreadable) {
      return Optional.of(new Item.Failed(unreadable));
    }
  }

  private Item item(Message message) {
    boolean isEvent =
        StreamExceptions.header(message, ":message-type").filter("event"::equals).isPresent();
    return isEvent
        ? new Item.Event(form.read(message))
        : new Item.Failed(StreamExceptions.of(message));
  }
}
