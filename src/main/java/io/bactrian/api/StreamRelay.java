package io.bactrian.api;

import io.bactrian.call.AnswerStream;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.StreamEvent;
import io.bactrian.translator.StreamWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Passes one stream on to one client, as fast as the client reads. Runs on a thread of its own
 * until the stream is over.
 */
final class StreamRelay {

  /** So much is put together from events that are already there. */
  private static final int LARGEST_CHUNK = 16_384;

  /**
   * How long a client that reads nothing is waited for before its connection is looked at again.
   */
  private static final long DRAIN_GLANCE_MILLIS = 250;

  /** Over HTTP/2 clients take a reset without an error code for the end of a whole answer. */
  private static final long HTTP2_CANCEL = 8;

  private final AnswerStream stream;
  private final StreamWriter writer;
  private final HttpServerResponse response;
  private final StreamPatience patience;
  private final Consumer<StreamEvent> watcher;
  private final Semaphore drained = new Semaphore(0);
  private volatile boolean left;
  private volatile boolean stopping;
  private Optional<CallFailed> brokeOff = Optional.empty();

  /** {@code watcher} sees every event that is passed on. */
  StreamRelay(
      AnswerStream stream,
      StreamWriter writer,
      HttpServerResponse response,
      StreamPatience patience,
      Consumer<StreamEvent> watcher) {
    this.stream = stream;
    this.writer = writer;
    this.response = response;
    this.patience = patience;
    this.watcher = watcher;
  }

  /** Relays to the end; returns why it was not a good one. */
  Optional<FailureKind> run() {
    response.exceptionHandler(broken -> clientLeft());
    response.closeHandler(closed -> clientLeft());
    response.drainHandler(ready -> drained.release());
    if (response.closed()) {
      clientLeft();
    }
    try {
      while (!stream.isComplete()) {
        write(nextChunk());
        if (brokeOff.isPresent()) {
          throw brokeOff.get();
        }
      }
      response.end(Buffer.buffer(writer.end()));
      return Optional.empty();
    } catch (CallFailed broken) {
      if (left) {
        endQuietly();
        return Optional.of(FailureKind.CALLER_LEFT);
      }
      FailureKind kind = stopping ? FailureKind.GATEWAY_STOPPING : broken.kind();
      response.end(Buffer.buffer(writer.error(kind, kind.reason())));
      return Optional.of(kind);
    } finally {
      stream.cancel();
    }
  }

  /** Breaks the stream off, soon, from any thread. */
  void stop() {
    stopping = true;
    stream.cancel();
    drained.release();
  }

  private Buffer nextChunk() {
    Buffer chunk = Buffer.buffer();
    Optional<StreamEvent> event = stream.next(patience.keepAlive());
    if (event.isEmpty()) {
      return stream.isComplete() ? chunk : chunk.appendBytes(writer.keepAlive());
    }
    while (event.isPresent()) {
      watcher.accept(event.get());
      chunk.appendBytes(writer.event(event.get()));
      event = chunk.length() < LARGEST_CHUNK ? readyEvent() : Optional.empty();
    }
    return chunk;
  }

  /** What has been read before a failure is passed on before the failure is told. */
  private Optional<StreamEvent> readyEvent() {
    try {
      return stream.hasReady() ? stream.next(Duration.ZERO) : Optional.empty();
    } catch (CallFailed broken) {
      brokeOff = Optional.of(broken);
      return Optional.empty();
    }
  }

  private void write(Buffer chunk) {
    if (left) {
      throw new CallFailed(FailureKind.CALLER_LEFT, List.of(), "client closed");
    }
    if (chunk.length() == 0) {
      return;
    }
    response.write(chunk);
    long waited = 0;
    while (response.writeQueueFull() && !left) {
      if (waited > patience.unread().toMillis()) {
        response.reset(HTTP2_CANCEL);
        throw new CallFailed(FailureKind.CALLER_LEFT, List.of(), "client reads nothing");
      }
      awaitDrain();
      waited += DRAIN_GLANCE_MILLIS;
    }
  }

  private void awaitDrain() {
    try {
      drained.tryAcquire(DRAIN_GLANCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new CallFailed(FailureKind.GATEWAY_STOPPING, List.of(), "interrupted");
    }
  }

  private void clientLeft() {
    if (!response.ended()) {
      left = true;
      stream.cancel();
      drained.release();
    }
  }

  /** Camel writes a reply of its own unless this one is ended. */
  private void endQuietly() {
    if (!response.ended()) {
      response.end();
    }
  }
}
