package io.bactrian.bedrock;

import io.bactrian.bedrock.EventInbox.Item;
import io.bactrian.call.AnswerStream;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.StreamEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One stream of Bedrock's. Only the event that ends an answer makes it complete: HTTP tells a
 * stream that was closed too early as a good one.
 */
final class BedrockStream implements AnswerStream {

  private final EventInbox inbox;
  private final StreamForm form;
  private final StreamSettings settings;
  private final LongSupplier nanoClock;
  private final long endNanos;
  private final Runnable release;
  private final Queue<StreamEvent> ahead = new ArrayDeque<>();
  private long lastEventNanos;
  private boolean ended;
  private volatile boolean cancelled;

  /** {@code release} runs when the stream is cancelled, which every stream is in the end. */
  BedrockStream(
      EventInbox inbox,
      StreamForm form,
      StreamSettings settings,
      LongSupplier nanoClock,
      Runnable release) {
    this.release = release;
    this.inbox = inbox;
    this.form = form;
    this.settings = settings;
    this.nanoClock = nanoClock;
    lastEventNanos = nanoClock.getAsLong();
    endNanos = lastEventNanos + settings.total().toNanos();
  }

  /**
   * Reads up to the first content and keeps what came before it.
   *
   * @throws RuntimeException when the stream failed, ended or kept silent before that
   */
  void awaitContent(Duration atMost) {
    long until = nanoClock.getAsLong() + atMost.toNanos();
    while (!form.hasContent()) {
      long left = until - nanoClock.getAsLong();
      if (left <= 0) {
        throw failed(FailureKind.TARGET_TIMEOUT, "no content in " + atMost.toMillis() + " ms");
      }
      Optional<StreamEvent> event = receive(Duration.ofNanos(left));
      event.ifPresent(ahead::add);
      if (ended || ahead.size() > settings.bufferedEvents()) {
        throw failed(FailureKind.TARGET_EMPTY_REPLY, "no content");
      }
    }
  }

  @Override
  public Optional<StreamEvent> next(Duration atMost) {
    return ahead.isEmpty() ? receive(atMost) : Optional.of(ahead.remove());
  }

  @Override
  public boolean hasReady() {
    return !ahead.isEmpty() || inbox.hasEvent();
  }

  @Override
  public boolean isComplete() {
    return ended && ahead.isEmpty();
  }

  @Override
  public void cancel() {
    cancelled = true;
    inbox.cancel();
    release.run();
  }

  private Optional<StreamEvent> receive(Duration atMost) {
    if (ended) {
      return Optional.empty();
    }
    long now = nanoClock.getAsLong();
    long idleLeft = lastEventNanos + settings.idle().toNanos() - now;
    long left = Math.min(idleLeft, endNanos - now);
    Item next = poll(Math.min(atMost.toNanos(), left));
    if (cancelled) {
      throw failed(FailureKind.CALLER_LEFT, "nobody reads it any more");
    }
    return switch (next) {
      case Item.Event item -> Optional.of(received(item.event()));
      case Item.Failed item -> throw bySdk(item.thrown());
      case Item.Ended item -> {
        if (!form.isEnded()) {
          throw failed(
              FailureKind.TARGET_CONNECTION_FAILED, "ended without the event that ends an answer");
        }
        ended = true;
        yield Optional.empty();
      }
      case null -> {
        if (left <= atMost.toNanos()) {
          throw failed(FailureKind.TARGET_TIMEOUT, "the stream stalled");
        }
        yield Optional.empty();
      }
    };
  }

  private Item poll(long nanos) {
    try {
      return inbox.poll(nanos);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw failed(FailureKind.GATEWAY_STOPPING, "interrupted");
    }
  }

  private StreamEvent received(StreamEvent event) {
    lastEventNanos = nanoClock.getAsLong();
    return event;
  }

  /** What the SDK cannot read it reports by all kinds of exceptions, not always by its own. */
  private static SdkException bySdk(Throwable thrown) {
    return thrown instanceof SdkException known
        ? known
        : SdkClientException.create("The stream failed.", thrown);
  }

  private static CallFailed failed(FailureKind kind, String message) {
    return new CallFailed(kind, List.of(), message);
  }
}
