package io.bactrian.ingress.edge;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;

/** The body of one request on its way in; everything happens on the connection's event loop. */
final class BodyReading implements Handler<Buffer> {

  private static final long NO_TIMER = -1;

  private final RoutingContext routing;
  private final Vertx vertx;
  private final int maxBytes;
  private final Duration timeout;
  private final EdgeRequest edge;
  private Buffer body;
  private long timer = NO_TIMER;
  private boolean over;

  BodyReading(RoutingContext routing, int maxBytes, Duration timeout) {
    this.routing = routing;
    this.vertx = routing.vertx();
    this.maxBytes = maxBytes;
    this.timeout = timeout;
    this.edge = EdgeRequest.of(routing);
  }

  void begin() {
    routing.request().handler(this).endHandler(end -> complete()).exceptionHandler(cut -> finish());
    // A body that came with its head is complete when this runs, and costs no timer.
    vertx.runOnContext(
        next -> {
          if (!over) {
            timer = vertx.setTimer(timeout.toMillis(), late -> fail(EdgeFault.REQUEST_TIMEOUT));
          }
        });
  }

  @Override
  public void handle(Buffer part) {
    edge.received(part.length());
    if (over) {
      return;
    }
    if ((body == null ? 0 : body.length()) + part.length() > maxBytes) {
      fail(EdgeFault.CONTENT_TOO_LARGE);
    } else if (body == null) {
      body = part;
    } else {
      body.appendBuffer(part);
    }
  }

  private void complete() {
    if (!over) {
      finish();
      ((RoutingContextInternal) routing).setBody(body == null ? Buffer.buffer() : body);
      body = null;
      routing.next();
    }
  }

  private void fail(EdgeFault fault) {
    if (!over) {
      finish();
      body = null;
      routing.fail(fault.status());
    }
  }

  private void finish() {
    over = true;
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }
}
