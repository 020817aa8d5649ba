package io.bactrian.ingress.edge;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Reads the whole body before the route runs, within a size and a time. */
final class Bodies implements Handler<RoutingContext> {

  private final int maxBytes;
  private final Duration timeout;

  Bodies(int maxBytes, Duration timeout) {
    this.maxBytes = maxBytes;
    this.timeout = timeout;
  }

  /** Whether the head promises a body of at least one byte. */
  static boolean announced(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return length == null ? headers.contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
  }

  @Override
  public void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (!announced(request.headers())) {
      routing.next();
      return;
    }
    if (isTooLong(request.getHeader(HttpHeaders.CONTENT_LENGTH))) {
      routing.fail(EdgeFault.CONTENT_TOO_LARGE.status());
      return;
    }
    String expected = request.getHeader(HttpHeaders.EXPECT);
    if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
      routing.fail(EdgeFault.EXPECTATION_FAILED.status());
      return;
    }
    new BodyReading(routing, maxBytes, timeout).begin();
    if (expected != null && request.version() != HttpVersion.HTTP_1_0) {
      request.response().writeContinue();
    }
  }

  private boolean isTooLong(String length) {
    if (length == null) {
      return false;
    }
    try {
      return Long.parseLong(length) > maxBytes;
    } catch (NumberFormatException beyondLong) {
      return true;
    }
  }
}
