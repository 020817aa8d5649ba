package io.bactrian.ingress.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches one connection, and closes it when a head is slow, when nothing happens on it, or when
 * the client has stopped reading its reply.
 *
 * <p>Timers are lazy: a head that comes in one read and a busy connection cost no timer at all, so
 * the hot path pays a clock reading per request and nothing else.
 */
final class ConnectionGuard {

  private static final AttributeKey<ConnectionGuard> KEY =
      AttributeKey.valueOf(ConnectionGuard.class.getName());

  /** How long a refused client may go on sending before its unread bytes turn into a reset. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * How many requests a client may pipeline behind the one in progress. Vert.x queues them without
   * a bound, so one connection could fill the heap while its first request takes a minute.
   */
  private static final int MAX_PIPELINED = 16;

  private final Channel channel;
  private final LongSupplier nanoTime;
  private final long headerNanos;
  private final long idleNanos;

  private boolean headOpen;
  private int pipelined;
  private Future<?> headTimer;
  private OutputMark outputMark = OutputMark.NONE;
  private volatile EdgeRequest current;
  private volatile long idleSince;
  private volatile boolean draining;
  private volatile boolean closing;

  ConnectionGuard(Channel channel, EdgeSettings settings, LongSupplier nanoTime) {
    this.channel = channel;
    this.nanoTime = nanoTime;
    this.headerNanos = settings.headerTimeout().toNanos();
    this.idleNanos = settings.idleTimeout().toNanos();
    channel.attr(KEY).set(this);
  }

  static ConnectionGuard of(HttpConnection connection) {
    return ((HttpServerConnection) connection).channel().attr(KEY).get();
  }

  /** Starts watching; a connection that sends nothing counts as a slow head. */
  void opened() {
    idleSince = nanoTime.getAsLong();
    startHeadTimer();
    watchIdle(idleNanos);
    channel.closeFuture().addListener(closed -> connectionClosed());
  }

  void headBegan() {
    headOpen = true;
  }

  void headEnded() {
    headOpen = false;
    stopHeadTimer();
    if (++pipelined > MAX_PIPELINED) {
      cut();
    }
  }

  /** Everything that had arrived is decoded; only a head that is still open needs a timer. */
  void readEnded() {
    if (headOpen && headTimer == null) {
      startHeadTimer();
    }
  }

  void requestBegan(EdgeRequest request) {
    pipelined--;
    EdgeRequest before = current;
    current = request;
    if (before != null) {
      before.end();
    }
  }

  void requestEnded(EdgeRequest request) {
    if (current != request) {
      return;
    }
    idleSince = nanoTime.getAsLong();
    current = null;
    if (draining) {
      closeAfterReply();
    }
  }

  /** Closes the connection when the request in progress, if any, has been answered. */
  void drain() {
    channel
        .eventLoop()
        .execute(
            () -> {
              draining = true;
              if (current == null) {
                closeAfterReply();
              }
            });
  }

  /**
   * Ends the connection behind what has been written. The client may be in the middle of sending: a
   * plain close would answer its next bytes with a reset, which can destroy the reply on its way.
   */
  void closeAfterReply() {
    closing = true;
    channel
        .eventLoop()
        .execute(
            () ->
                channel
                    .writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(
                        written -> {
                          if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                            duplex.shutdownOutput();
                            schedule(this::cut, LINGER_NANOS);
                          } else {
                            cut();
                          }
                        }));
  }

  /**
   * Closes at once. The close starts at the head of the pipeline, because Vert.x would first wait
   * for the client to read what is written, and that may be the very thing it does not do.
   */
  void cut() {
    closing = true;
    ChannelHandlerContext head = channel.pipeline().firstContext();
    if (head != null) {
      head.close();
    }
  }

  /** Whether the last reply is out: whatever else the client has sent is not to be read. */
  boolean isClosing() {
    return closing;
  }

  private void connectionClosed() {
    stopHeadTimer();
    EdgeRequest last = current;
    if (last != null) {
      last.end();
    }
  }

  private void startHeadTimer() {
    headTimer = schedule(this::headTooSlow, headerNanos);
  }

  private void stopHeadTimer() {
    if (headTimer != null) {
      headTimer.cancel(false);
      headTimer = null;
    }
  }

  private void headTooSlow() {
    if (channel.config().isAutoRead()) {
      cut();
    } else {
      // We stopped reading while an earlier pipelined request runs: not the client's fault.
      startHeadTimer();
    }
  }

  private void watchIdle(long delayNanos) {
    schedule(this::idleCheck, delayNanos);
  }

  private void idleCheck() {
    if (!channel.isActive()) {
      return;
    }
    OutputMark mark = OutputMark.of(channel.unsafe().outboundBuffer());
    boolean unread = mark.pending() > 0;
    if (unread && mark.equals(outputMark)) {
      cut();
      return;
    }
    outputMark = mark;
    long left = idleNanos;
    if (current == null && !unread) {
      left -= nanoTime.getAsLong() - idleSince;
    }
    if (left > 0) {
      watchIdle(left);
    } else {
      cut();
    }
  }

  private Future<?> schedule(Runnable task, long delayNanos) {
    return channel.eventLoop().schedule(task, delayNanos, TimeUnit.NANOSECONDS);
  }

  /** What of the reply waits for the client to read; two equal marks mean that nothing moved. */
  private record OutputMark(int message, long pending, long progress) {

    static final OutputMark NONE = new OutputMark(0, 0, 0);

    static OutputMark of(ChannelOutboundBuffer buffer) {
      return buffer == null
          ? NONE
          : new OutputMark(
              System.identityHashCode(buffer.current()),
              buffer.totalPendingWriteBytes(),
              buffer.currentProgress());
    }
  }
}
