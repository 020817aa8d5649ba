package io.bactrian.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.call.AnswerStream;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.StreamEvent;
import io.bactrian.local.LineInbox.Item;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One stream of a local model's. Only the piece that ends an answer makes it complete: HTTP tells a
 * stream that was closed too early as a good one.
 */
final class LocalStream implements AnswerStream {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LineInbox inbox;
  private final ChatApi api;
  private final AnswerEvents answer;
  private final LocalSettings settings;
  private final LongSupplier nanoClock;
  private final Runnable release;
  private final long endNanos;
  private long lastPieceNanos;
  private boolean over;
  private volatile boolean cancelled;

  /** {@code release} runs when the stream is cancelled, which every stream is in the end. */
  LocalStream(
      LineInbox inbox,
      ChatApi api,
      AnswerEvents answer,
      LocalSettings settings,
      LongSupplier nanoClock,
      Runnable release) {
    this.inbox = inbox;
    this.api = api;
    this.answer = answer;
    this.settings = settings;
    this.nanoClock = nanoClock;
    this.release = release;
    lastPieceNanos = nanoClock.getAsLong();
    endNanos = lastPieceNanos + settings.total().toNanos();
  }

  /**
   * Reads up to the first content, and keeps what came before it.
   *
   * @throws CallFailed when the stream failed, ended or kept silent before that
   */
  void awaitContent(long untilNanos) {
    while (!answer.hasContent()) {
      long left = untilNanos - nanoClock.getAsLong();
      if (left <= 0) {
        throw LocalFailures.failed(FailureKind.TARGET_TIMEOUT);
      }
      readLine(left);
      if (over && !answer.hasContent()) {
        throw LocalFailures.failed(FailureKind.TARGET_EMPTY_REPLY);
      }
    }
  }

  @Override
  public Optional<StreamEvent> next(Duration atMost) {
    long until = nanoClock.getAsLong() + atMost.toNanos();
    while (answer.isEmpty() && !over && readLine(until - nanoClock.getAsLong())) {
      // a line may have no event
    }
    return Optional.ofNullable(answer.poll()).map(StreamEvent.Retold::new);
  }

  @Override
  public boolean hasReady() {
    return !answer.isEmpty() || inbox.hasLine();
  }

  @Override
  public boolean isComplete() {
    return over && answer.isEmpty();
  }

  @Override
  public void cancel() {
    cancelled = true;
    inbox.cancel();
    release.run();
  }

  /** Returns whether a line came in that time, or the stream ended well. */
  private boolean readLine(long atMostNanos) {
    long now = nanoClock.getAsLong();
    long left = Math.min(lastPieceNanos + settings.idle().toNanos(), endNanos) - now;
    Item item = poll(Math.min(atMostNanos, left));
    if (cancelled) {
      throw LocalFailures.failed(FailureKind.CALLER_LEFT);
    }
    switch (item) {
      case Item.Line line -> read(line.text());
      case Item.Failed failed when !answer.isEnded() -> throw LocalFailures.of(failed.thrown());
      case Item.Ended ended when !answer.isEnded() ->
          throw LocalFailures.failed(FailureKind.TARGET_CONNECTION_FAILED);
      case Item.Failed failed -> over = true;
      case Item.Ended ended -> over = true;
      case null -> {
        if (left <= atMostNanos) {
          throw LocalFailures.failed(FailureKind.TARGET_TIMEOUT);
        }
        return false;
      }
    }
    return true;
  }

  private void read(String line) {
    Optional<String> json = api.json(line);
    try {
      if (json.isPresent()) {
        lastPieceNanos = nanoClock.getAsLong();
        api.read(JSON.readTree(json.get()), answer);
      }
    } catch (JsonProcessingException unreadable) {
      throw LocalFailures.of(unreadable);
    }
    over |= api.isLast(line) && answer.isEnded();
  }

  private Item poll(long nanos) {
    try {
      return inbox.poll(nanos);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw LocalFailures.failed(FailureKind.GATEWAY_STOPPING);
    }
  }
}
