package io.bactrian.ingress.edge;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** Answers what the decoder could not, or would not, read as a request. */
final class InvalidRequests implements Handler<HttpServerRequest> {

  private final RequestIdentity identity;
  private final ErrorReplies replies;

  InvalidRequests(RequestIdentity identity, ErrorReplies replies) {
    this.identity = identity;
    this.replies = replies;
  }

  @Override
  public void handle(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof PrematureChannelClosureException) {
      // The connection was gone before the head was whole: there is no request, and nobody to tell.
      return;
    }
    EdgeRequest edge = identity.begin(request, null, path(request));
    EdgeFault fault = fault(cause);
    String message = cause instanceof Refusal ? cause.getMessage() : fault.message();
    replies.reply(request, edge, fault, fault.status(), message);
  }

  private static String path(HttpServerRequest request) {
    String path = request.path();
    return path == null ? "/" : path;
  }

  private static EdgeFault fault(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return EdgeFault.URI_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException
        ? EdgeFault.HEADERS_TOO_LARGE
        : EdgeFault.BAD_REQUEST;
  }
}
