package io.bactrian.bedrock;

import io.bactrian.call.StreamEvent;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

  /** What comes in. */
  private sealed interface Arrival {
    record Bytes(ByteBuffer bytes) implements Arrival {}

    record Last(Item item) implements Arrival {}
  }

  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final FrameDecoder frames = new FrameDecoder();
  private final StreamForm form;
  private final LongSupplier nanoClock;
  private volatile Optional<String> requestId = Optional.empty();
  private volatile Subscription subscription;
  private volatile CompletableFuture<?> call;
  private volatile boolean begins;
  private volatile boolean cancelled;

  EventInbox(StreamForm form, LongSupplier nanoClock) {
    this.form = form;
    this.nanoClock = nanoClock;
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
    if (cancelled) {
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
          frames.feed(more.bytes());
          subscription.request(1);
          event = event();
        }
      }
    }
    return event.get();
  }

  boolean hasEvent() {
    return frames.hasNext() || arrivals.peek() instanceof Arrival.Bytes;
  }

  /** Ends the call upstream, whatever state it is in. */
  void cancel() {
    cancelled = true;
    Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
    CompletableFuture<?> running = call;
    if (running != null) {
      running.cancel(true);
    }
    onComplete();
  }

  Optional<String> requestId() {
    return requestId;
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
  public void onNext(ByteBuffer bytes) {
    arrivals.add(new Arrival.Bytes(bytes));
  }

  @Override
  public void onError(Throwable thrown) {
    arrivals.add(new Arrival.Last(new Item.Failed(thrown)));
  }

  @Override
  public void onComplete() {
    arrivals.add(new Arrival.Last(new Item.Ended()));
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
