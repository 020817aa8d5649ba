package io.bactrian.ingress.edge;

import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers failed requests in the shape of their protocol, without a word about the inside. */
final class ErrorReplies {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorReplies.class);

  private final RequestIdentity identity;

  ErrorReplies(RequestIdentity identity) {
    this.identity = identity;
  }

  void install(Router router) {
    AllowedMethods allowed = new AllowedMethods(router);
    for (int status = 400; status < 600; status++) {
      router.errorHandler(status, handler(status, allowed));
    }
  }

  private Handler<RoutingContext> handler(int status, AllowedMethods allowed) {
    return routing -> {
      EdgeRequest request = identity.of(routing);
      EdgeFault fault = EdgeFault.of(status);
      if (fault == EdgeFault.METHOD_NOT_ALLOWED) {
        routing.response().putHeader(HttpHeaders.ALLOW, allowed.at(request.path()));
      }
      if (fault == EdgeFault.INTERNAL) {
        LOG.error("Request {} failed", request.id(), routing.failure());
      }
      reply(routing.request(), request, fault, status, message(fault, request, routing.failure()));
    };
  }

  private static String message(EdgeFault fault, EdgeRequest request, Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal.getMessage();
    }
    return fault == EdgeFault.INTERNAL
        ? "%s Request id: %s".formatted(fault.message(), request.id())
        : fault.message();
  }

  void reply(
      HttpServerRequest request, EdgeRequest edge, EdgeFault fault, int status, String message) {
    HttpServerResponse response = request.response();
    if (response.ended()) {
      return;
    }
    if (response.headWritten()) {
      // Part of a good reply is out: only a cut connection tells the client that it is not whole.
      // Without an error code clients of HTTP/2 would take what they have for all of it.
      response.reset(Http2Error.INTERNAL_ERROR.code());
      return;
    }
    MultiMap headers = response.headers();
    Buffer body = ErrorShape.forPath(edge.path()).body(fault, message, headers);
    headers.set(HttpHeaders.CONTENT_TYPE, EdgeHeaders.JSON);
    headers.remove(HttpHeaders.TRANSFER_ENCODING);
    headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    // An unread body, or doubtful framing: what comes next on this connection cannot be trusted.
    boolean unread = Bodies.announced(request.headers()) && !request.isEnded();
    boolean close = unread || fault == EdgeFault.BAD_REQUEST;
    if (close) {
      headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    response.setStatusCode(status).end(body);
    if (close) {
      edge.closeAfterReply();
    }
  }
}
