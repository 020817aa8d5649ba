package io.bactrian.bedrock;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/**
 * Where the SDK puts a stream's events, and one thread takes them. Asks for no more than it may
 * hold, so that a slow reader slows Bedrock. The SDK tells of a failure several times and in
 * several ways; the first counts. It has its own subscriber, as the SDK's swallows exceptions.
 */
final class EventInbox implements ConverseStreamResponseHandler, Subscriber<ConverseStreamOutput> {

  /** What can be taken. */
  sealed interface Item {
    record Event(ConverseStreamOutput event) implements Item {}

    record Failed(Throwable thrown) implements Item {}

    record Ended() implements Item {}
  }

  private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final int capacity;
  private volatile Optional<String> requestId = Optional.empty();
  private volatile Subscription subscription;
  private volatile CompletableFuture<Void> call;
  private volatile boolean cancelled;

  EventInbox(int capacity) {
    this.capacity = capacity;
  }

  /** The call whose events come here. */
  void follow(CompletableFuture<Void> newCall) {
    call = newCall;
    newCall.whenComplete(
        (done, thrown) -> items.add(thrown == null ? new Item.Ended() : new Item.Failed(thrown)));
    if (cancelled) {
      cancel();
    }
  }

  /** The next item, null when none came in that time. */
  Item poll(long nanos) throws InterruptedException {
    Item item = nanos <= 0 ? items.poll() : items.poll(nanos, TimeUnit.NANOSECONDS);
    Subscription source = subscription;
    if (item instanceof Item.Event && source != null) {
      source.request(1);
    }
    return item;
  }

  boolean hasEvent() {
    return items.peek() instanceof Item.Event;
  }

  /** Ends the call upstream, whatever state it is in. */
  void cancel() {
    cancelled = true;
    Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
    CompletableFuture<Void> running = call;
    if (running != null) {
      running.cancel(true);
    }
    items.add(new Item.Ended());
  }

  Optional<String> requestId() {
    return requestId;
  }

  @Override
  public void responseReceived(ConverseStreamResponse response) {
    requestId = Optional.ofNullable(response.responseMetadata().requestId());
  }

  @Override
  public void onEventStream(SdkPublisher<ConverseStreamOutput> events) {
    events.subscribe(this);
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    if (cancelled) {
      newSubscription.cancel();
    } else {
      newSubscription.request(capacity);
    }
  }

  @Override
  public void onNext(ConverseStreamOutput event) {
    items.add(new Item.Event(event));
  }

  @Override
  public void onError(Throwable thrown) {
    items.add(new Item.Failed(thrown));
  }

  @Override
  public void exceptionOccurred(Throwable thrown) {
    items.add(new Item.Failed(thrown));
  }

  @Override
  public void onComplete() {
    items.add(new Item.Ended());
  }

  /** The call's future tells the same. */
  @Override
  public void complete() {}
}
