package io.bactrian.ingress.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looks at a connection now and then: is it idle, or has its client stopped reading? */
final class IdleWatch {

  private final Channel channel;
  private final LongSupplier nanoTime;
  private final long idleNanos;
  private final Watched watched;
  private OutputMark outputMark = OutputMark.NONE;
  private Future<?> timer;
  private volatile long idleSince;

  IdleWatch(Channel channel, LongSupplier nanoTime, long idleNanos, Watched watched) {
    this.channel = channel;
    this.nanoTime = nanoTime;
    this.idleNanos = idleNanos;
    this.watched = watched;
  }

  void start() {
    restart();
    schedule(idleNanos);
  }

  /** Counts idle time from now. */
  void restart() {
    idleSince = nanoTime.getAsLong();
  }

  void stop() {
    timer.cancel(false);
  }

  private void schedule(long delayNanos) {
    timer = channel.eventLoop().schedule(this::look, delayNanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    if (!channel.isActive()) {
      return;
    }
    OutputMark mark = OutputMark.of(channel.unsafe().outboundBuffer());
    boolean unread = mark.pending() > 0;
    if (unread && mark.equals(outputMark)) {
      watched.cut();
      return;
    }
    outputMark = mark;
    long left = idleNanos;
    if (!watched.isBusy() && !unread) {
      left -= nanoTime.getAsLong() - idleSince;
    }
    if (left > 0) {
      schedule(left);
    } else {
      watched.idle();
    }
  }

  /** A connection as its watch sees it; asked on its event loop. */
  interface Watched {

    boolean isBusy();

    /** Nothing has happened for the time allowed. */
    void idle();

    /** Nothing of what was written has been read for the time allowed. */
    void cut();
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
