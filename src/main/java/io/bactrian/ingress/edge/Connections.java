package io.bactrian.ingress.edge;

import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http2ServerConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The open connections of the server: their limit, and the watch that each of them gets. */
final class Connections implements Handler<HttpConnection> {

  private final EdgeSettings settings;
  private final HttpServerOptions options;
  private final LongSupplier nanoTime;
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder refused = new LongAdder();
  private final Set<ConnectionGuard> guards = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean closing;

  Connections(EdgeSettings settings, HttpServerOptions options, LongSupplier nanoTime) {
    this.settings = settings;
    this.options = options;
    this.nanoTime = nanoTime;
  }

  /** Runs before the first byte of the connection is read; false if it has been refused. */
  boolean accept(Channel channel) {
    int now = open.incrementAndGet();
    channel.closeFuture().addListener(closed -> connectionClosed());
    Http1Guard guard = new Http1Guard(channel, settings, nanoTime);
    if (now > settings.maxConnections() || closing) {
      refused.increment();
      guard.cut();
      return false;
    }
    watch(channel, guard);
    return true;
  }

  /** Runs when the protocol of an accepted connection is known. */
  @Override
  public void handle(HttpConnection connection) {
    Channel channel = ((ConnectionBase) connection).channel();
    Http1Guard guard = (Http1Guard) ConnectionGuard.of(channel);
    if (connection instanceof Http2ServerConnection) {
      guard.retire();
      guards.remove(guard);
      watch(channel, new Http2Guard(channel, settings, nanoTime));
    } else {
      channel
          .pipeline()
          .replace(
              "httpDecoder", "httpDecoder", new StrictRequestDecoder(options, guard, nanoTime));
    }
  }

  private void watch(Channel channel, ConnectionGuard guard) {
    guards.add(guard);
    channel.closeFuture().addListener(closed -> guards.remove(guard));
    guard.opened();
    if (closing) {
      guard.drain();
    }
  }

  /** Drops the requests that a client had pipelined behind one that ended its connection. */
  static Handler<HttpServerRequest> whileOpen(Handler<HttpServerRequest> handler) {
    return request -> {
      if (!ConnectionGuard.of(request.connection()).isClosing()) {
        handler.handle(request);
      }
    };
  }

  int open() {
    return open.get();
  }

  long refused() {
    return refused.sum();
  }

  private void connectionClosed() {
    if (open.decrementAndGet() == 0 && closing) {
      drained.complete(null);
    }
  }

  /** Refuses new connections, and closes each open one when it has answered its request. */
  CompletableFuture<Void> drain() {
    closing = true;
    guards.forEach(ConnectionGuard::drain);
    if (open.get() == 0) {
      drained.complete(null);
    }
    return drained;
  }

  /** Closes what is left, even where a client does not read its reply. */
  void cut() {
    guards.forEach(ConnectionGuard::cut);
  }
}
