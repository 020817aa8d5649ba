package io.bactrian.ingress.edge;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Gives each request its id, its receipt time and its {@link EdgeRequest}. */
final class RequestIdentity implements Handler<RoutingContext> {

  private static final int LONGEST_ID = 128;

  private final EdgeSources sources;
  private final Consumer<EdgeRequestEnd> listener;

  RequestIdentity(EdgeSources sources, Consumer<EdgeRequestEnd> listener) {
    this.sources = sources;
    this.listener = listener;
  }

  @Override
  public void handle(RoutingContext routing) {
    if (begin(routing).path().equals(EdgePath.MALFORMED)) {
      routing.fail(EdgeFault.BAD_REQUEST.status(), new Refusal("Malformed path."));
    } else {
      routing.next();
    }
  }

  /** The request of a routing context, which the router may have failed before any handler ran. */
  EdgeRequest of(RoutingContext routing) {
    EdgeRequest known = EdgeRequest.of(routing);
    return known == null ? begin(routing) : known;
  }

  EdgeRequest begin(RoutingContext routing) {
    return begin(routing.request(), routing, EdgePath.of(routing));
  }

  EdgeRequest begin(HttpServerRequest request, RoutingContext routing, String path) {
    MultiMap headers = request.headers();
    String id = headers.get(EdgeHeaders.REQUEST_ID_NAME);
    if (id == null || !isSafe(id)) {
      id = sources.requestIds().get();
    }
    headers.set(EdgeHeaders.REQUEST_ID_NAME, id);
    HttpServerResponse response = request.response();
    response
        .headersEndHandler(ready -> complete(request, response))
        .putHeader(EdgeHeaders.REQUEST_ID_NAME, id)
        .putHeader(EdgeHeaders.CONTENT_TYPE_OPTIONS, EdgeHeaders.NOSNIFF)
        .putHeader(HttpHeaders.CACHE_CONTROL, EdgeHeaders.NO_STORE);
    EdgeRequest begun =
        new EdgeRequest(
            request,
            routing,
            id,
            path,
            receivedNanos(headers),
            ConnectionGuard.of(request.connection()),
            sources.nanoTime(),
            listener);
    begun.begin();
    return begun;
  }

  private void complete(HttpServerRequest request, HttpServerResponse response) {
    if (request.version() == HttpVersion.HTTP_2) {
      // They are about a connection of HTTP/1.1; clients take them for an error of the protocol.
      response.headers().remove(HttpHeaders.CONNECTION).remove(HttpHeaders.TRANSFER_ENCODING);
    }
    advise(response);
  }

  /** A suspended Camel consumer answers a bare 503, which tells a client nothing about when. */
  private void advise(HttpServerResponse response) {
    if (response.getStatusCode() == EdgeFault.UNAVAILABLE.status()
        && !response.headers().contains(EdgeHeaders.RETRY_AFTER)) {
      response.headers().set(EdgeHeaders.RETRY_AFTER, sources.retryAfter());
    }
  }

  /** The decoder stamps every request that it completes; one that it gave up on begins now. */
  private long receivedNanos(MultiMap headers) {
    String stamp = headers.get(EdgeHeaders.RECEIVED_NANOS_NAME);
    return stamp == null ? sources.nanoTime().getAsLong() : Long.parseLong(stamp);
  }

  private static boolean isSafe(String id) {
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }
}
