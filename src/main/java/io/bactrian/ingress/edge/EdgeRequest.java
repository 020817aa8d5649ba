package io.bactrian.ingress.edge;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request at the edge, with the single end it has.
 *
 * <p>The end comes from whichever is first: the reply is complete, the connection is gone, or the
 * next request of the connection begins. It may come on any thread.
 */
final class EdgeRequest implements Handler<Void> {

  private static final String KEY = EdgeRequest.class.getName();
  private static final Logger LOG = LoggerFactory.getLogger(EdgeRequest.class);

  private final HttpServerRequest request;
  private final RoutingContext routing;
  private final String id;
  private final String path;
  private final long receivedNanos;
  private final ConnectionGuard guard;
  private final LongSupplier nanoTime;
  private final Consumer<EdgeRequestEnd> listener;
  private final AtomicBoolean ended = new AtomicBoolean();

  private volatile Admission.Ticket ticket;
  private long bytesIn;
  private String route;

  EdgeRequest(
      HttpServerRequest request,
      RoutingContext routing,
      String id,
      String path,
      long receivedNanos,
      ConnectionGuard guard,
      LongSupplier nanoTime,
      Consumer<EdgeRequestEnd> listener) {
    this.request = request;
    this.routing = routing;
    this.id = id;
    this.path = path;
    this.receivedNanos = receivedNanos;
    this.guard = guard;
    this.nanoTime = nanoTime;
    this.listener = listener;
  }

  static EdgeRequest of(RoutingContext routing) {
    return routing.get(KEY);
  }

  void begin() {
    if (routing != null) {
      routing.put(KEY, this);
    }
    request.response().endHandler(this);
    if (guard != null) {
      guard.requestBegan(this);
    }
  }

  String id() {
    return id;
  }

  String path() {
    return path;
  }

  /** Whether it came over the management port, whose connections are not ours to guard. */
  boolean isFromManagement() {
    return guard == null;
  }

  void closeAfterReply() {
    if (guard != null) {
      guard.closeAfterReply(this);
    }
  }

  /** The number of its HTTP/2 stream; -1 over HTTP/1.1. */
  int streamId() {
    return request.response().streamId();
  }

  boolean hasEnded() {
    return ended.get();
  }

  void received(int bytes) {
    bytesIn += bytes;
  }

  void matched(Route matched) {
    route = matched.getPath();
  }

  /** Ties a permit to the end of this request, which may already have come. */
  void holds(Admission.Ticket held) {
    ticket = held;
    if (ended.get()) {
      held.leave();
    }
  }

  @Override
  public void handle(Void responseEnded) {
    end();
  }

  void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    Admission.Ticket held = ticket;
    if (held != null) {
      held.leave();
    }
    if (guard != null) {
      guard.requestEnded(this);
    }
    try {
      listener.accept(report());
    } catch (RuntimeException e) {
      // Thrown on, it would keep Vert.x from completing the reply, and the connection would hang.
      LOG.error("The listener of request ends failed", e);
    }
  }

  private EdgeRequestEnd report() {
    HttpServerResponse response = request.response();
    return new EdgeRequestEnd(
        id,
        request.method().name(),
        routePattern(),
        response.getStatusCode(),
        Math.max(0, nanoTime.getAsLong() - receivedNanos),
        bytesIn,
        response.bytesWritten(),
        !response.ended());
  }

  private String routePattern() {
    if (route == null && routing != null && routing.currentRoute() != null) {
      matched(routing.currentRoute());
    }
    return route == null ? EdgeRequestEnd.UNMATCHED : route;
  }
}
