package io.bactrian.ingress.edge;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches one connection, and closes it when a head is slow, when nothing happens on it, or when
 * the client has stopped reading its reply. A connection counts as one of HTTP/1.1 until it has
 * proved to be another: the preface of HTTP/2 and the settings behind it are a head like any.
 *
 * <p>Timers are lazy: a head that comes in one read and a busy connection cost no timer at all, so
 * the hot path pays a clock reading per request and nothing else.
 */
final class Http1Guard implements ConnectionGuard, IdleWatch.Watched {

  /**
   * How many requests a client may pipeline behind the one in progress. Vert.x queues them without
   * a bound, so one connection could fill the heap while its first request takes a minute.
   */
  private static final int MAX_PIPELINED = 16;

  private final Channel channel;
  private final long headerNanos;
  private final IdleWatch idle;
  private final ConnectionEnd end;

  private boolean headOpen;
  private int pipelined;
  private Future<?> headTimer;
  private volatile EdgeRequest current;
  private volatile boolean draining;

  Http1Guard(Channel channel, EdgeSettings settings, LongSupplier nanoTime) {
    this.channel = channel;
    this.headerNanos = settings.headerTimeout().toNanos();
    this.idle = new IdleWatch(channel, nanoTime, settings.idleTimeout().toNanos(), this);
    this.end = new ConnectionEnd(channel);
    channel.attr(KEY).set(this);
  }

  /** Starts watching; a connection that sends nothing counts as a slow head. */
  @Override
  public void opened() {
    startHeadTimer();
    idle.start();
    channel.closeFuture().addListener(closed -> connectionClosed());
  }

  /** Watches no longer: another guard does. */
  void retire() {
    stopHeadTimer();
    idle.stop();
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

  @Override
  public void requestBegan(EdgeRequest request) {
    pipelined--;
    EdgeRequest before = current;
    current = request;
    if (before != null) {
      before.end();
    }
  }

  @Override
  public void requestEnded(EdgeRequest request) {
    if (current != request) {
      return;
    }
    idle.restart();
    current = null;
    if (draining) {
      end.afterReply();
    }
  }

  @Override
  public void drain() {
    channel
        .eventLoop()
        .execute(
            () -> {
              draining = true;
              if (current == null) {
                end.afterReply();
              }
            });
  }

  @Override
  public void closeAfterReply(EdgeRequest request) {
    end.afterReply();
  }

  @Override
  public void cut() {
    end.atOnce();
  }

  @Override
  public boolean isClosing() {
    return end.hasBegun();
  }

  @Override
  public boolean isBusy() {
    return current != null;
  }

  @Override
  public void idle() {
    cut();
  }

  private void connectionClosed() {
    stopHeadTimer();
    EdgeRequest last = current;
    if (last != null) {
      last.end();
    }
  }

  private void startHeadTimer() {
    headTimer = channel.eventLoop().schedule(this::headTooSlow, headerNanos, TimeUnit.NANOSECONDS);
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
}
